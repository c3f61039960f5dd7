package org.caption4j.encoder;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.caption4j.BadInputException;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.Finite;
import org.caption4j.tensor.TensorFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights in a file of tensors. Single precision is read where it is mapped, so that opening VGG16
 * costs milliseconds; half precision is widened into memory.
 */
public final class TensorFileWeights implements WeightSource {
  private static final Set<ElementType> TYPES = EnumSet.of(ElementType.F32, ElementType.F16);

  private final TensorFile file;
  private final TensorLayout layout;
  private final String fingerprint;

  /**
   * @param file the file, closed with these weights
   * @param layout how it stores the parameters
   * @throws IOException if it cannot be read
   */
  public TensorFileWeights(TensorFile file, TensorLayout layout) throws IOException {
    this.file = file;
    this.layout = layout;
    this.fingerprint = FileFingerprint.of(file.file());
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws IOException {
    String name = layout.name(layer, parameter);
    long[] expected = layout.stored(layer, shape);
    if (!file.contains(name)) {
      throw new BadInputException(
          "%s: tensor %s: expected %s, found no such".formatted(file.file(), name, text(expected)));
    }
    long[] found = file.shape(name);
    boolean fits = Arrays.equals(found, expected) || isRowOf(found, expected);
    if (!fits || !TYPES.contains(file.type(name))) {
      throw new BadInputException(
          "%s: tensor %s: expected F32 or F16 %s, found %s %s"
              .formatted(file.file(), name, text(expected), file.type(name), text(found)));
    }
    INDArray stored = file.get(name);
    Finite.requireAtStart(file.file(), name, stored);
    INDArray tensor = layout.restore(layer, stored);
    return tensor.rank() == shape.length ? tensor : tensor.reshape('c', shape);
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
    return file.contains(layout.name(layer, parameter));
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
