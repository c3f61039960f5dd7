package org.caption4j.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;
import org.caption4j.page.Gallery;
import org.caption4j.page.GalleryHead;
import org.caption4j.page.GalleryPhoto;

/** Makes a gallery of a file of results: its photos in its order, then those that failed. */
public final class BatchGallery {
  private final Path results;
  private final BatchFormat format;
  private final PhotoListing listing;
  private final PhotoReader reader;
  private final Thumbnails small = new Thumbnails(Thumbnails.DEFAULT_SIDE);

  /**
   * @param results the file, which no run is writing
   * @param format of the file
   * @param photos those of the file; for COCO's results they are listed again
   * @param reader files to photos
   */
  public BatchGallery(Path results, BatchFormat format, PhotoListing photos, PhotoReader reader) {
    this.results = results;
    this.format = format;
    this.listing = photos;
    this.reader = reader;
  }

  /**
   * Writes the pages.
   *
   * @param head what stands above the photos
   * @param captions of a photo in the file, at most
   * @param summary how many photos are in it
   * @param html the first page
   * @param progress told how many photos are written
   * @throws IOException if the results cannot be read, or the pages not be written
   */
  public void write(
      GalleryHead head, int captions, BatchSummary summary, Path html, IntConsumer progress)
      throws IOException {
    Path errors = ErrorFile.beside(results);
    Function<String, String> paths = paths();
    PhotoPlaces places = places();
    try (InputStream described = new BufferedInputStream(Files.newInputStream(results));
        InputStream failed =
            Files.exists(errors)
                ? new BufferedInputStream(Files.newInputStream(errors))
                : InputStream.nullInputStream()) {
      Stream<GalleryPhoto> photos =
          Stream.concat(
              stream(format.records(captions).read(described, results.toString()))
                  .map(entry -> GalleryPhoto.described(paths.apply(entry.key()), entry.value())),
              stream(new ErrorLines().read(failed, errors.toString()))
                  .map(entry -> GalleryPhoto.faulty(entry.key(), entry.value())));
      int count = Math.toIntExact(summary.described() + summary.failed());
      new Gallery(head, photo -> thumbnail(photo, places))
          .write(html, photos.iterator(), count, progress);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Thumbnail thumbnail(GalleryPhoto photo, PhotoPlaces places) throws BadInputException {
    Path file = PathText.parse(places.of(photo.path()));
    return small.of(reader.readOneOfMany(file, Thumbnails.DEFAULT_SIDE));
  }

  /** Some records may be of runs that were started in other directories. */
  private PhotoPlaces places() throws IOException {
    Beginning now = Beginning.now(results, List.of(), listing.folders());
    return new PhotoPlaces(Beginning.of(results).orElse(now).folders(), now.folders());
  }

  /** Paths by the keys of records; only COCO's results know numbers alone. */
  private Function<String, String> paths() {
    if (format != BatchFormat.COCO) {
      return Function.identity();
    }
    Map<String, String> paths = new HashMap<>();
    RecordFormat<List<Caption>> records = format.records(1);
    for (ListedPhoto photo : listing) {
      if (photo.fault().isEmpty()) {
        paths.put(records.key(photo), photo.path());
      }
    }
    return key -> paths.getOrDefault(key, key);
  }

  private static <V> Stream<RecordFormat.Entry<V>> stream(RecordFormat.Records<V> records) {
    return Stream.generate(() -> next(records))
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow);
  }

  private static <V> Optional<RecordFormat.Entry<V>> next(RecordFormat.Records<V> records) {
    try {
      return records.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
