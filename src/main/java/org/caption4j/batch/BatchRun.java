package org.caption4j.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.caption4j.BadInputException;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;

/**
 * Describes photos. Each one that is listed ends as a record, in its sidecars, or with a reason why
 * not; a run that goes on where another stopped leaves those alone that have either.
 */
public final class BatchRun implements AutoCloseable {
  private final PhotoListing photos;
  private final CaptionRecords records;
  private final Sidecars sidecars;
  private long skipped;
  private boolean listed;

  /**
   * @param photos to be described
   * @param records closed with the run
   * @param sidecars written before the records are
   */
  public BatchRun(PhotoListing photos, CaptionRecords records, Sidecars sidecars) {
    this.photos = photos;
    this.records = records;
    this.sidecars = sidecars;
  }

  /** Lists the photos that are not described yet; anew each time. */
  public Iterator<ListedPhoto> rest() {
    boolean first = !listed;
    listed = true;
    return StreamSupport.stream(photos.spliterator(), false)
        .flatMap(
            photo -> {
              Optional<ListedPhoto> left = left(photo);
              skipped += first && left.isEmpty() ? 1 : 0;
              return left.stream();
            })
        .iterator();
  }

  private Optional<ListedPhoto> left(ListedPhoto photo) {
    if (records.hasFailed(photo)) {
      return Optional.empty();
    }
    if (photo.fault().isPresent()) {
      return Optional.of(photo);
    }
    try {
      boolean recording = records.isKept() || !sidecars.keepRecord();
      boolean left = sidecars.lack(photo) || (recording && !records.isDescribed(photo));
      return left ? Optional.of(photo) : Optional.empty();
    } catch (BadInputException e) {
      return Optional.of(photo.refused(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many photos have been described, or failed, those of earlier runs included. */
  public long size() {
    return records.described() + records.failed();
  }

  /**
   * Writes what is said of the {@link #rest} of the photos; as often as there is more of them.
   *
   * @param batches the rest, as it is described
   * @param goOn asked after each batch
   * @param listener told how it goes
   * @return how it ended
   * @throws BadInputException if a folder of photos is gone, or somebody else changed the records
   * @throws IOException if the disk does not take it; what was written before is whole
   */
  public BatchSummary write(
      Iterator<DescribedPhotos.Batch<ListedPhoto>> batches,
      BooleanSupplier goOn,
      BatchListener listener)
      throws IOException {
    report(listener);
    boolean wanted = true;
    while (wanted && batches.hasNext()) {
      DescribedPhotos.Batch<ListedPhoto> batch = sidecars.describe(batches.next());
      List<ListedPhoto> unread = batch.unread().stream().map(PixelBatch.Unread::item).toList();
      requireFolders(unread);
      records.append(batch.items(), batch.captions());
      records.fail(unread, batch.unread().stream().map(each -> each.fault().getMessage()).toList());
      batch.warnings().forEach(listener::warned);
      batch.unread().forEach(each -> listener.failed(each.fault().getMessage()));
      report(listener);
      wanted = goOn.getAsBoolean();
    }
    records.finish();
    boolean complete = goOn.getAsBoolean() && !batches.hasNext();
    report(listener);
    return new BatchSummary(records.described(), records.failed(), skipped, complete);
  }

  private void report(BatchListener listener) {
    listener.written(new BatchSummary(records.described(), records.failed(), skipped, false));
  }

  /** Photos that cannot be read any more, since all of them are gone, are no errors of theirs. */
  private void requireFolders(List<ListedPhoto> unread) throws IOException {
    for (ListedPhoto photo : unread) {
      boolean found = photos.folders().contains(photo.folder());
      if (found && Files.notExists(photo.file()) && isGone(photo.folder())) {
        throw new BadInputException(
            "%s: is gone, or empty, since its photos are being described; what is written is whole: bring the folder back, then go on with --resume"
                .formatted(photo.folder()));
      }
    }
  }

  private static boolean isGone(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
