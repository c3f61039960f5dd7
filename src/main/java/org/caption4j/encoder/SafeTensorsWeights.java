package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.caption4j.BadInputException;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights in a safetensors file. Single precision is read where it is mapped, so that opening VGG16
 * costs milliseconds; half precision is widened into memory.
 */
public final class SafeTensorsWeights implements WeightSource {
  private static final Set<ElementType> TYPES = EnumSet.of(ElementType.F32, ElementType.F16);

  private final SafeTensors file;
  private final TensorNames names;
  private final String fingerprint;

  /**
   * Opens a file.
   *
   * @param path the file
   * @param names what it calls the parameters
   * @throws BadInputException if it is not a safetensors file
   * @throws IOException if it cannot be read
   */
  public SafeTensorsWeights(Path path, TensorNames names) throws IOException {
    this.file = SafeTensors.open(path);
    this.names = names;
    this.fingerprint = FileFingerprint.of(path);
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws BadInputException {
    String name = names.of(layer, parameter);
    boolean transposed = shape.length == 2 && names.denseIsTransposed();
    long[] expected = transposed ? new long[] {shape[1], shape[0]} : shape;
    if (!file.contains(name)) {
      throw new BadInputException(
          file.file() + ": tensor " + name + ": expected " + text(expected) + ", found no such");
    }
    long[] found = file.shape(name);
    boolean fits = Arrays.equals(found, expected) || isRowOf(found, expected);
    if (!fits || !TYPES.contains(file.type(name))) {
      throw new BadInputException(
          String.format(
              "%s: tensor %s: expected F32 or F16 %s, found %s %s",
              file.file(), name, text(expected), file.type(name), text(found)));
    }
    INDArray tensor = file.get(name);
    if (transposed) {
      return tensor.transpose();
    }
    return found.length == expected.length ? tensor : tensor.reshape('c', expected);
  }

  /** DL4J writes [1, o] where [o] is meant. */
  private static boolean isRowOf(long[] found, long[] expected) {
    return expected.length == 1 && Arrays.equals(found, new long[] {1, expected[0]});
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape);
  }

  @Override
  public boolean has(String layer, String parameter) {
    return file.contains(names.of(layer, parameter));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    file.close();
  }
}
