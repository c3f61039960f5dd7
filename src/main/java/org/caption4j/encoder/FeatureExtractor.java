package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.data.FeatureFileWriter;
import org.caption4j.data.FeatureKey;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the vectors of many photos once, into a feature file. The next photos are read and
 * decoded while the network looks at the last; an interrupted computation goes on where it stopped.
 */
public final class FeatureExtractor {
  /**
   * Photos a batch: enough to keep the products large, few enough that a network's activations stay
   * small.
   */
  private static final int BATCH = 16;

  private final PhotoEncoder encoder;
  private final PhotoReader reader;

  /**
   * @param encoder photos to vectors
   * @param reader files to photos
   */
  public FeatureExtractor(PhotoEncoder encoder, PhotoReader reader) {
    this.encoder = encoder;
    this.reader = reader;
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
  }

  /**
   * What the vectors of this encoder are kept under.
   *
   * @return network, weights and preprocessing
   */
  public FeatureKey key() {
    return new FeatureKey(
        encoder.encoder().name(),
        encoder.encoder().fingerprint(),
        encoder.encoder().preprocessing().fingerprint(),
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
      CompletableFuture<Read> next = read(folder, wanted, 0);
      for (int from = 0; from < wanted.size(); from += BATCH) {
        Read read = next.join();
        next = read(folder, wanted, from + BATCH);
        read.faults.forEach(listener::skipped);
        append(writer, read);
        progress += Math.min(BATCH, wanted.size() - from);
        listener.progress(progress);
      }
      writer.finish();
    }
  }

  private void append(FeatureFileWriter writer, Read read) throws IOException {
    if (read.names.isEmpty()) {
      return;
    }
    try (INDArray vectors = encoder.encodePixels(read.pixels, read.names.size())) {
      for (int k = 0; k < read.names.size(); k++) {
        writer.append(read.names.get(k), vectors.getRow(k).toFloatVector());
      }
    }
    writer.flush();
  }

  private CompletableFuture<Read> read(Path folder, List<String> wanted, int from) {
    List<String> names =
        wanted.subList(Math.min(from, wanted.size()), Math.min(from + BATCH, wanted.size()));
    return CompletableFuture.supplyAsync(() -> readNow(folder, names));
  }

  private Read readNow(Path folder, List<String> names) {
    ConcurrentLinkedQueue<BadInputException> faults = new ConcurrentLinkedQueue<>();
    Photo[] photos = new Photo[names.size()];
    IntStream.range(0, names.size())
        .parallel()
        .forEach(
            k -> {
              try {
                photos[k] = reader.read(folder.resolve(names.get(k)));
              } catch (BadInputException e) {
                faults.add(e);
              } catch (IOException e) {
                faults.add(
                    new BadInputException(
                        folder.resolve(names.get(k)) + ": cannot be read: " + e.getMessage(), e));
              }
            });
    List<String> kept = new ArrayList<>();
    List<Photo> read = new ArrayList<>();
    for (int k = 0; k < photos.length; k++) {
      if (photos[k] != null) {
        kept.add(names.get(k));
        read.add(photos[k]);
      }
    }
    return new Read(kept, encoder.pixels(read), List.copyOf(faults));
  }

  private record Read(List<String> names, float[] pixels, List<BadInputException> faults) {}
}
