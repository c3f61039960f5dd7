package org.caption4j.encoder.onnx;

import java.util.Arrays;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.Finite;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One output of an {@link OnnxNetwork}, run by ONNX Runtime, as a photo's vector. */
final class OnnxEncoder implements Encoder {
  private final OnnxNetwork network;
  private final OnnxVector vector;
  private final String obstacle;
  private final int dimension;

  /**
   * Looks at photos of zeros, to know the vector: what a file declares of shapes is often open.
   *
   * @param network closed with this encoder
   * @param vector which output is the vector, [n, d] or [n, d, 1, 1]
   * @param obstacle why this is no network of this project's own, for whoever would train it
   * @throws BadInputException if the output is no vector
   */
  OnnxEncoder(OnnxNetwork network, OnnxVector vector, String obstacle) throws BadInputException {
    this.network = network;
    this.vector = vector;
    this.obstacle = obstacle;
    this.dimension = measure();
  }

  /** Two photos, where the network leaves it open, tell whether it keeps photos apart. */
  private int measure() throws BadInputException {
    int photos = network.input().batch() > 0 ? 1 : 2;
    Preprocessing size = vector.preprocessing();
    try (INDArray zeros = Nd4j.create(DataType.FLOAT, photos, 3, size.height(), size.width());
        INDArray vectors = run(zeros)) {
      long[] shape = vectors.shape();
      boolean isVector = shape.length == 2 || (shape.length == 4 && shape[2] == 1 && shape[3] == 1);
      if (!isVector || shape[1] < 1) {
        throw network
            .declaredOutputs()
            .noVectors(vector.output(), Arrays.copyOfRange(shape, 1, shape.length));
      }
      if (!Finite.is(vectors)) {
        throw new IllegalArgumentException(
            "%s: output %s: expected finite numbers for a photo of zeros, found NaN or infinity; the file is damaged"
                .formatted(network.file(), vector.output()));
      }
      return Math.toIntExact(shape[1]);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private INDArray run(INDArray photos) {
    return network.run(photos, List.of(vector.output())).get(vector.output());
  }

  @Override
  public String name() {
    return vector.name();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Preprocessing preprocessing() {
    return vector.preprocessing();
  }

  @Override
  public INDArray encode(INDArray photos) {
    INDArray vectors = run(photos);
    return vectors.rank() == 2 ? vectors : vectors.reshape(vectors.size(0), vectors.size(1));
  }

  @Override
  public String fingerprint() {
    return vector.fingerprint();
  }

  @Override
  public NetworkEncoder trainable() throws BadInputException {
    throw new BadInputException("%s cannot be fine-tuned: %s".formatted(name(), obstacle));
  }

  @Override
  public void close() {
    network.close();
  }
}
