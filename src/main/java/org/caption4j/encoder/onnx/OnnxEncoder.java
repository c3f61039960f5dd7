package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.FileFingerprint;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One output of an {@link OnnxNetwork} as a photo's vector. */
final class OnnxEncoder implements Encoder {
  private final OnnxNetwork network;
  private final String output;
  private final Preprocessing preprocessing;
  private final String fingerprint;
  private final int dimension;

  /**
   * Looks at photos of zeros, to know the vector: what a file declares of shapes is often open.
   *
   * @param network closed with this encoder
   * @param output the output that is the vector: [n, d] or [n, d, 1, 1]
   * @param preprocessing how a photo becomes the network's input
   * @throws BadInputException if the network takes other photos, or the output is no vector
   * @throws IOException if the file cannot be read
   */
  OnnxEncoder(OnnxNetwork network, String output, Preprocessing preprocessing) throws IOException {
    OnnxInput input = network.input();
    network.require(output);
    if (!input.takes(preprocessing.height(), preprocessing.width())) {
      throw new BadInputException(
          "%s: expected photos of %s pixels, as its input takes them, but the preprocessing makes them %dx%d"
              .formatted(
                  network.file(), input.size(), preprocessing.width(), preprocessing.height()));
    }
    this.network = network;
    this.output = output;
    this.preprocessing = preprocessing;
    this.dimension = measure();
    this.fingerprint =
        FileFingerprint.of(name(), contents(network.file()), preprocessing.fingerprint());
  }

  private static String contents(Path file) throws IOException {
    StringBuilder contents = new StringBuilder(FileFingerprint.of(file));
    for (Path other : ExternalWeights.of(file)) {
      contents.append(FileFingerprint.of(other));
    }
    return contents.toString();
  }

  /** Two photos, where the network leaves it open, tell whether it keeps photos apart. */
  private int measure() throws BadInputException {
    int photos = network.input().batch() > 0 ? 1 : 2;
    try (INDArray zeros =
            Nd4j.create(DataType.FLOAT, photos, 3, preprocessing.height(), preprocessing.width());
        INDArray vectors = network.run(zeros, List.of(output)).get(output)) {
      long[] shape = vectors.shape();
      boolean vector = shape.length == 2 || (shape.length == 4 && shape[2] == 1 && shape[3] == 1);
      if (!vector || shape[1] < 1) {
        throw new BadInputException(
            "%s: expected an output of vectors [n, d] but %s gives %s; there are %s"
                .formatted(
                    network.file(),
                    output,
                    "[n" + Arrays.toString(shape).replaceFirst("^.\\d+", ""),
                    network.describeOutputs()));
      }
      return Math.toIntExact(shape[1]);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return OnnxEncoders.NAME + "#" + output;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public INDArray encode(INDArray photos) {
    INDArray vectors = network.run(photos, List.of(output)).get(output);
    return vectors.rank() == 2 ? vectors : vectors.reshape(vectors.size(0), vectors.size(1));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    network.close();
  }
}
