package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;

/**
 * Describes the photos of folders into a file. Each photo that is listed ends as one record there,
 * or as one line of the file's errors; a run that goes on where another stopped leaves those alone
 * that have either.
 */
public final class BatchRun implements AutoCloseable {
  private final Path out;
  private final PhotoListing photos;
  private final RecordFormat<List<Caption>> format;
  private final PhotoPlaces places;
  private final Fingerprints known = new Fingerprints();
  private final RecordFile<List<Caption>> results;
  private final ErrorFile errors;

  private BatchRun(
      Path out, PhotoListing photos, RecordFormat<List<Caption>> format, PhotoPlaces places)
      throws IOException {
    this.out = out;
    this.photos = photos;
    this.format = format;
    this.places = places;
    this.errors = new ErrorFile(out, places);
    try {
      this.results =
          RecordFile.open(out, format, record -> known.add(format.photo(record.key(), places)));
    } catch (IOException e) {
      errors.close();
      throw e;
    }
  }

  /**
   * Returns the files that a run writes: that of results, and those beside it.
   *
   * @param out the file of results
   */
  public static List<Path> files(Path out) {
    return List.of(out, ErrorFile.beside(out), Beginning.beside(out));
  }

  /**
   * Refuses a file that is there already.
   *
   * @param out where results shall be written
   * @throws BadInputException if there is something, or errors beside it
   */
  public static void requireNew(Path out) throws BadInputException {
    for (Path file : List.of(out, ErrorFile.beside(out))) {
      if (Files.exists(file)) {
        throw new BadInputException(
            file + ": is there already; go on with it by --resume, or choose another name");
      }
    }
  }

  /**
   * Prepares a run: reads what earlier ones wrote, and makes the file if there is none.
   *
   * @param photos to be described
   * @param out the file of results, for this process alone until the run is closed
   * @param format of the file
   * @param captions a photo, at most
   * @param settings that captions are found with
   * @param moved whether folders are those that are gone
   * @throws BadInputException if the file holds something else, or was begun with other settings
   * @throws IOException if it cannot be written
   */
  public static BatchRun open(
      PhotoListing photos,
      Path out,
      BatchFormat format,
      int captions,
      List<BatchSetting> settings,
      Moved moved)
      throws IOException {
    Beginning now = Beginning.now(out, settings, photos.folders());
    Optional<Beginning> recorded = Beginning.of(out);
    boolean begun = Files.exists(out) && Files.size(out) > 0;
    if (begun && recorded.isPresent()) {
      recorded.get().requireSame(out, settings);
    }
    boolean known = recorded.isPresent() && (begun || Files.exists(ErrorFile.beside(out)));
    Beginning all = now;
    if (known) {
      Beginning before = recorded.get();
      Map<String, String> places =
          MovedFolders.find(out, format.records(captions), before.folders(), now.folders(), moved);
      all = new Beginning(before.results(), before.settings(), places).with(out, now);
    }
    if (!begun) {
      all = new Beginning(all.results(), settings, all.folders());
    }
    BatchRun run =
        new BatchRun(
            out, photos, format.records(captions), new PhotoPlaces(all.folders(), now.folders()));
    try {
      // Nothing is known of the settings of records that are older than such files.
      if (known ? !all.equals(recorded.get()) : run.known.size() == 0) {
        all.write(out);
      }
      return run;
    } catch (IOException e) {
      run.close();
      throw e;
    }
  }

  /** Lists the photos that have no record yet; anew each time. */
  public Iterator<ListedPhoto> rest() {
    return StreamSupport.stream(photos.spliterator(), false)
        .filter(photo -> !errors.contains(photo) && !isDescribed(photo))
        .iterator();
  }

  /** Returns how many photos have a record, or a reason why not. */
  public long size() {
    return (long) known.size() + errors.size();
  }

  private boolean isDescribed(ListedPhoto photo) {
    return photo.fault().isEmpty() && known.contains(format.photo(format.key(photo), places));
  }

  /**
   * Writes what is said of the {@link #rest} of the photos; as often as there is more of them.
   *
   * @param batches the rest, as it is described
   * @param goOn asked after each batch
   * @param listener told how it goes
   * @return how it ended
   * @throws BadInputException if a folder of photos is gone, or somebody else changed the files
   * @throws IOException if the disk does not take it; what was written before is whole
   */
  public BatchSummary write(
      Iterator<DescribedPhotos.Batch<ListedPhoto>> batches,
      BooleanSupplier goOn,
      BatchListener listener)
      throws IOException {
    listener.written(known.size(), errors.size());
    boolean wanted = true;
    while (wanted && batches.hasNext()) {
      DescribedPhotos.Batch<ListedPhoto> batch = batches.next();
      List<ListedPhoto> unread = batch.unread().stream().map(PixelBatch.Unread::item).toList();
      requireFolders(unread);
      results.append(batch.items(), batch.captions());
      errors.append(
          unread, batch.unread().stream().map(each -> each.fault().getMessage()).toList());
      batch.warnings().forEach(listener::warned);
      batch.unread().forEach(each -> listener.failed(each.fault().getMessage()));
      batch.items().forEach(photo -> known.add(format.photo(format.key(photo), places)));
      listener.written(known.size(), errors.size());
      wanted = goOn.getAsBoolean();
    }
    results.requireUnchanged();
    errors.requireUnchanged();
    return new BatchSummary(known.size(), errors.size(), goOn.getAsBoolean() && !batches.hasNext());
  }

  /** Photos that cannot be read any more, since all of them are gone, are no errors of theirs. */
  private void requireFolders(List<ListedPhoto> unread) throws IOException {
    for (ListedPhoto photo : unread) {
      boolean found = photos.folders().contains(photo.folder());
      if (found && Files.notExists(photo.file()) && isGone(photo.folder())) {
        throw new BadInputException(
            "%s: is gone, or empty, since its photos are being described; what is in %s is whole: bring the folder back, then go on with --resume"
                .formatted(photo.folder(), out));
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

  /** Closes the files, which are on the disk then. */
  @Override
  public void close() throws IOException {
    try (errors) {
      results.close();
    }
  }
}
