package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of VGG16 up to fc7, the same for all libraries.
 *
 * @param convolutions the thirteen: kernels [o, i, 3, 3]
 * @param dense fc6 and fc7: kernels [i, o], where fc6 reads a picture of [512, 7, 7]
 */
record Vgg16Weights(List<Layer> convolutions, List<Layer> dense) {
  /** Convolutions before each of the five poolings. */
  static final List<Integer> BLOCKS = List.of(2, 2, 3, 3, 3);

  /** Height and width of a photo. */
  static final int SIDE = 224;

  /**
   * A layer.
   *
   * @param name DL4J's
   * @param kernel its weights
   * @param bias [o]
   */
  record Layer(String name, INDArray kernel, INDArray bias) {}

  /**
   * @param parameters by {@code layer/W} and {@code layer/b}, in the network's order
   */
  static Vgg16Weights of(Map<String, INDArray> parameters) {
    Map<String, INDArray> kernels = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.endsWith("/W")) {
            kernels.put(name.substring(0, name.length() - 2), value);
          }
        });
    List<Layer> convolutions = new ArrayList<>();
    List<Layer> dense = new ArrayList<>();
    kernels.forEach(
        (name, kernel) ->
            (kernel.rank() == 4 ? convolutions : dense)
                .add(new Layer(name, kernel, parameters.get(name + "/b"))));
    return new Vgg16Weights(convolutions, dense);
  }

  /** Returns the multiplications and additions that a photo takes. */
  double operations() {
    double products = 0;
    int layer = 0;
    long side = SIDE;
    for (int block : BLOCKS) {
      for (int k = 0; k < block; k++) {
        products += (double) side * side * convolutions.get(layer++).kernel().length();
      }
      side /= 2;
    }
    for (Layer each : dense) {
      products += each.kernel().length();
    }
    return 2 * products;
  }
}
