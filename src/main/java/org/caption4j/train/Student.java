package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.Photo;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The {@link CompactNetwork} while it learns to give another encoder's vectors. */
final class Student implements AutoCloseable {
  /** A longer gradient is shortened to this; few are, once training is under way. */
  private static final double CLIP_NORM = 5;

  private static final int LOOK = 64;

  private final Preprocessing preprocessing = CompactNetwork.preprocessing();
  private final int batch;
  private final double meanSquare;
  private final FlatWeights weights;
  private final FlatWeights gradient;
  private final NetworkGradient chain;
  private final Optimizer optimizer;
  private final PhotoEncoder encoder;

  /**
   * Makes a student that knows nothing.
   *
   * @param seed of its starting weights
   * @param batch photos a step
   * @param meanSquare of the teacher's vectors: the loss is measured in it
   */
  Student(long seed, int batch, double meanSquare) throws IOException {
    this.batch = batch;
    this.meanSquare = meanSquare;
    try (RandomWeights random = new RandomWeights(seed)) {
      weights = FlatWeights.of(CompactNetwork.network(random), DataType.FLOAT);
    }
    Network network = CompactNetwork.network(weights);
    gradient = FlatWeights.zeros(network, DataType.FLOAT);
    chain =
        new NetworkGradient(
            network, gradient, batch, preprocessing.height(), preprocessing.width(), 3);
    optimizer = new Optimizer(weights.flat());
    encoder = new PhotoEncoder(CompactNetwork.encoder(weights, preprocessing));
  }

  /** Photos as the network reads them, with the vectors to give. Both flat: [n][...]. */
  record Lesson(float[] pixels, float[] vectors) {}

  /**
   * Makes a lesson.
   *
   * @param photos as many as a batch has
   * @param vectors the teacher's, of these photos
   */
  Lesson lesson(List<Photo> photos, List<float[]> vectors) {
    float[] pixels = new float[batch * preprocessing.length()];
    int dimension = vectors.get(0).length;
    float[] targets = new float[batch * dimension];
    for (int k = 0; k < batch; k++) {
      preprocessing.apply(photos.get(k), pixels, k * preprocessing.length());
      System.arraycopy(vectors.get(k), 0, targets, k * dimension, dimension);
    }
    return new Lesson(pixels, targets);
  }

  /** Fits the starting weights to photos; see {@link NetworkGradient#calibrate}. */
  void calibrate(Lesson lesson) {
    try (INDArray photos = photos(lesson)) {
      chain.calibrate(photos);
    }
  }

  /**
   * Learns.
   *
   * <p>The loss is the mean of {@code |s - t|^2}, over the teacher's mean square. A cosine alone
   * would leave the length free, and the length says how much there is to see; the squared
   * difference has both, weighs each number as it stands out in the vectors that a decoder reads,
   * and needs no factor between two terms.
   *
   * @param lesson photos and vectors
   * @param rate of learning
   * @return the loss before the step
   */
  double step(Lesson lesson, double rate) {
    try (INDArray photos = photos(lesson);
        INDArray difference = Nd4j.createFromArray(lesson.vectors()).reshape(batch, -1)) {
      difference.rsubi(chain.forward(photos));
      double norm = difference.norm2Number().doubleValue();
      difference.muli(2 / (batch * meanSquare));
      chain.backward(difference);
      optimizer.step(weights.flat(), gradient.flat(), rate, CLIP_NORM);
      return norm * norm / (batch * meanSquare);
    }
  }

  private INDArray photos(Lesson lesson) {
    return Nd4j.createFromArray(lesson.pixels())
        .reshape(batch, 3, preprocessing.height(), preprocessing.width());
  }

  /** Compares the student's vectors of whole photos with the teacher's. */
  Agreement agreement(TaughtPhotos taught) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < taught.size(); from += LOOK) {
      int to = Math.min(taught.size(), from + LOOK);
      try (INDArray rows = encoder.encode(taught.photos().subList(from, to))) {
        vectors.addAll(List.of(rows.toFloatMatrix()));
      }
    }
    return Agreement.of(vectors.toArray(float[][]::new), taught.vectors());
  }

  /**
   * Writes the weights in half precision, as {@link CompactNetwork#open} reads them.
   *
   * @param file where to
   * @param metadata what to say about them
   * @throws IOException if it cannot be written
   */
  void write(Path file, Map<String, String> metadata) throws IOException {
    SafeTensorsWriter.write(file, weights.views(), metadata, ElementType.F16);
  }

  /** Returns all weights, [n]. */
  INDArray weights() {
    return weights.flat();
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Frees the weights too. */
  @Override
  public void close() {
    chain.close();
    gradient.close();
    encoder.close();
  }
}
