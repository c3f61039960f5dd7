package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.data.FeatureFileWriter;
import org.caption4j.data.FeatureKey;
import org.caption4j.image.NamedPhoto;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoSource;
import org.caption4j.image.PixelBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the vectors of many photos once, into a feature file. The next photos are read and
 * decoded while the network looks at the last; an interrupted computation goes on where it stopped.
 */
public final class FeatureExtractor {
  private final PhotoEncoder encoder;
  private final PhotoSource photos;

  /**
   * @param encoder photos to vectors
   * @param photos files to photos
   */
  public FeatureExtractor(PhotoEncoder encoder, PhotoSource photos) {
    this.encoder = encoder;
    this.photos = photos;
  }

  /** Told how the work goes. */
  public interface Listener {
    /**
     * @param photos how many vectors are there now, those of an earlier run included, and those
     *     passed over
     */
    void progress(int photos);

    /**
     * A photo cannot be read; the others go on.
     *
     * @param fault which, and why
     */
    void skipped(BadInputException fault);

    /**
     * Something is wrong with a photo's file although it can be read; told when it is first looked
     * at, as a whole.
     *
     * @param warning which, and what
     */
    default void warned(String warning) {}
  }

  /**
   * What the vectors of this encoder are kept under.
   *
   * @return network, weights, preprocessing, and what is made of photos before it
   */
  public FeatureKey key() {
    String preprocessing = encoder.encoder().preprocessing().fingerprint();
    return new FeatureKey(
        encoder.encoder().name(),
        encoder.encoder().fingerprint(),
        photos.change().isEmpty() ? preprocessing : preprocessing + " of " + photos.change(),
        encoder.encoder().dimension());
  }

  /**
   * Computes what the file lacks.
   *
   * @param folder where the photos are
   * @param names their paths below it, under which the vectors are kept
   * @param file the feature file, new, finished or interrupted
   * @param listener told of progress and of photos that cannot be read
   * @throws BadInputException if the file holds vectors of another encoder
   * @throws IOException if the file cannot be written
   */
  public void extract(Path folder, List<String> names, Path file, Listener listener)
      throws IOException {
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file, key())) {
      Set<String> done = writer.done();
      List<String> wanted = names.stream().distinct().filter(n -> !done.contains(n)).toList();
      int progress = names.size() - wanted.size();
      listener.progress(progress);
      try (PhotoBatches<String> batches =
          new PhotoBatches<>(
              photos,
              encoder.encoder().preprocessing(),
              wanted.iterator(),
              name -> NamedPhoto.in(folder, name))) {
        while (batches.hasNext()) {
          PixelBatch<String> batch = batches.next();
          batch.faults().forEach(listener::skipped);
          if (photos.change().isEmpty()) {
            batch.warnings().forEach(listener::warned);
          }
          append(writer, batch);
          progress += batch.size() + batch.unread().size();
          listener.progress(progress);
        }
      }
      writer.finish();
    }
  }

  /**
   * Returns the names of which there is a vector, or a file that may be a photo.
   *
   * @param folder where the photos are
   * @param names their paths below it
   * @param file the feature file, new, finished or interrupted
   * @throws BadInputException if the file holds vectors of another encoder
   * @throws IOException if the file cannot be read
   */
  public Set<String> present(Path folder, List<String> names, Path file) throws IOException {
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file, key())) {
      return names.stream()
          .filter(n -> writer.done().contains(n) || Files.exists(NamedPhoto.in(folder, n)))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private void append(FeatureFileWriter writer, PixelBatch<String> batch) throws IOException {
    if (batch.size() == 0) {
      return;
    }
    try (INDArray vectors = encoder.encode(batch)) {
      for (int k = 0; k < batch.size(); k++) {
        writer.append(batch.items().get(k), vectors.getRow(k).toFloatVector());
      }
    }
    writer.flush();
  }
}
