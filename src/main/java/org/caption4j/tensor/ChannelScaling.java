package org.caption4j.tensor;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of pictures [n, h, w, c] and a factor for every channel, [n, c], and their gradient. In
 * float32 rows of pixels are multiplied on the Java heap (see {@link Rows}); double is for checks.
 */
final class ChannelScaling {
  private ChannelScaling() {}

  /** {@code out = x * factors}; {@code out} may be {@code x}. */
  static void forward(INDArray x, INDArray factors, INDArray out) {
    if (x.dataType() != DataType.FLOAT) {
      ImageOps.multiply(x, overPlaces(factors), out);
      return;
    }
    int height = (int) x.size(1);
    int length = (int) (x.size(2) * x.size(3));
    int channels = (int) x.size(3);
    IntStream.range(0, (int) x.size(0))
        .parallel()
        .forEach(
            photo -> {
              float[] factor = new float[channels];
              float[] row = new float[length];
              pointer(factors).position((long) photo * channels).get(factor);
              FloatPointer from = pointer(x);
              FloatPointer to = pointer(out);
              for (int y = photo * height; y < (photo + 1) * height; y++) {
                from.position((long) y * length).get(row);
                for (int at = 0; at < length; at += channels) {
                  multiply(row, at, factor);
                }
                to.position((long) y * length).put(row);
              }
            });
  }

  private static void multiply(float[] row, int at, float[] factor) {
    for (int i = 0; i < factor.length; i++) {
      row[at + i] *= factor[i];
    }
  }

  /**
   * The gradient by the factors: {@code sum over places of x * outGradient}.
   *
   * @param x [n, h, w, c], what went in
   * @param outGradient [n, h, w, c]
   * @param factorGradient [n, c], overwritten
   */
  static void factorGradient(INDArray x, INDArray outGradient, INDArray factorGradient) {
    if (x.dataType() != DataType.FLOAT) {
      try (INDArray product = x.mul(outGradient)) {
        product.sum(factorGradient, 1, 2);
      }
      return;
    }
    int height = (int) x.size(1);
    int length = (int) (x.size(2) * x.size(3));
    int channels = (int) x.size(3);
    IntStream.range(0, (int) x.size(0))
        .parallel()
        .forEach(
            photo -> {
              float[] sum = new float[channels];
              float[] row = new float[length];
              float[] gradient = new float[length];
              FloatPointer first = pointer(x);
              FloatPointer second = pointer(outGradient);
              for (int y = photo * height; y < (photo + 1) * height; y++) {
                first.position((long) y * length).get(row);
                second.position((long) y * length).get(gradient);
                for (int at = 0; at < length; at += channels) {
                  addProduct(row, gradient, at, sum);
                }
              }
              pointer(factorGradient).position((long) photo * channels).put(sum);
            });
  }

  private static void addProduct(float[] a, float[] b, int at, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += a[at + i] * b[at + i];
    }
  }

  private static INDArray overPlaces(INDArray factors) {
    return factors.reshape('c', factors.size(0), 1, 1, factors.size(1));
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }
}
