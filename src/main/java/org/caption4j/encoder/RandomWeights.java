package org.caption4j.encoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights made up from a seed, for tests and measurements: kernels are normal with variance {@code
 * 2 / fan-in} (He et al. 2015), so that activations neither fade nor explode, biases small, and
 * batch normalisations near the identity.
 *
 * <p>A parameter depends on the seed and its own name only. ND4J's own generator is used and left
 * reseeded.
 */
public final class RandomWeights implements WeightSource {
  private final long seed;
  private final Map<String, INDArray> made = new HashMap<>();

  /**
   * @param seed the seed
   */
  public RandomWeights(long seed) {
    this.seed = seed;
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) {
    return made.computeIfAbsent(
        layer + "/" + parameter, name -> make(parameter, seed * 31 + name.hashCode(), shape));
  }

  private static INDArray make(String parameter, long seed, long[] shape) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
    long fanIn = 1;
    if (shape.length == 2) {
      fanIn = shape[0];
    } else if (shape.length == 4) {
      boolean byChannel = shape[0] == 1; // depthwise, one kernel a channel
      fanIn = (byChannel ? 2 : shape[1]) * shape[2] * shape[3]; // no ReLU follows, so gain 1
    }
    double deviation =
        switch (parameter) {
          case "gamma", "beta", "mean", "var", "b" -> 0.1;
          default -> Math.sqrt(2.0 / fanIn);
        };
    double centre = parameter.equals("gamma") || parameter.equals("var") ? 1 : 0;
    Nd4j.randn(array, seed);
    return array.muli(deviation).addi(centre);
  }

  @Override
  public boolean has(String layer, String parameter) {
    return true;
  }

  @Override
  public String fingerprint() {
    return FileFingerprint.of("random", Long.toString(seed));
  }

  @Override
  public void close() {
    List<INDArray> all = new ArrayList<>(made.values());
    made.clear();
    all.forEach(INDArray::close);
  }
}
