package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A small network and the same by plain loops: a 3x3 convolution with padding 1, ReLU, and the mean
 * over all places, {@code features}; a dense layer behind it, {@code logits}.
 */
public final class ConvolutionNetwork {
  /** Numbers in {@code features}. */
  public static final int FEATURES = 5;

  /** Numbers in {@code logits}. */
  public static final int LOGITS = 3;

  private static final int KERNEL = 3;
  private static final int CHANNELS = 3;

  private final float[] kernel;
  private final float[] bias;
  private final float[] dense;

  /**
   * @param seed of the weights
   */
  public ConvolutionNetwork(long seed) {
    Random random = new Random(seed);
    kernel = numbers(random, FEATURES * CHANNELS * KERNEL * KERNEL);
    bias = numbers(random, FEATURES);
    dense = numbers(random, FEATURES * LOGITS);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /**
   * Writes the network with outputs {@code features} [n, 5], {@code pooled} [n, 5, 1, 1], {@code
   * map} [n, 5, h, w] and {@code logits} [n, 3].
   *
   * @param n photos at once, a number or a name
   * @param h their height
   * @param w their width
   */
  public void write(Path file, Object n, Object h, Object w) throws IOException {
    layers(new OnnxWriter().input("photo", OnnxWriter.FLOAT, n, CHANNELS, h, w), "photo", n, h, w)
        .weights("kernel", kernel, FEATURES, CHANNELS, KERNEL, KERNEL)
        .write(file);
  }

  /** Writes the same network for photos [n, h, w, 3]. */
  public void writeChannelsLast(Path file, Object n, Object h, Object w) throws IOException {
    OnnxWriter graph =
        new OnnxWriter()
            .input("photo", OnnxWriter.FLOAT, n, h, w, CHANNELS)
            .node("Transpose", "planes", "perm", new long[] {0, 3, 1, 2}, "photo");
    layers(graph, "planes", n, h, w)
        .weights("kernel", kernel, FEATURES, CHANNELS, KERNEL, KERNEL)
        .write(file);
  }

  /** Writes the same network with its kernel in another file, beside the first. */
  public void writeInTwo(Path file, String second) throws IOException {
    OnnxWriter graph = new OnnxWriter().input("photo", OnnxWriter.FLOAT, "n", CHANNELS, "h", "w");
    layers(graph, "photo", "n", "h", "w")
        .weightsElsewhere("kernel", second, FEATURES, CHANNELS, KERNEL, KERNEL)
        .write(file);
    Files.write(file.resolveSibling(second), OnnxWriter.bytes(kernel));
  }

  private OnnxWriter layers(OnnxWriter graph, String photo, Object n, Object h, Object w) {
    return graph
        .weights("bias", bias, FEATURES)
        .weights("dense", dense, FEATURES, LOGITS)
        .node("Conv", "convolved", "pads", new long[] {1, 1, 1, 1}, photo, "kernel", "bias")
        .node("Relu", "map", "convolved")
        .node("GlobalAveragePool", "pooled", "map")
        .node("Flatten", "features", "pooled")
        .node("MatMul", "logits", "features", "dense")
        .output("features", OnnxWriter.FLOAT, n, FEATURES)
        .output("pooled", OnnxWriter.FLOAT, n, FEATURES, 1, 1)
        .output("map", OnnxWriter.FLOAT, n, FEATURES, h, w)
        .output("logits", OnnxWriter.FLOAT, n, LOGITS);
  }

  /**
   * Computes {@code features} of one photo.
   *
   * @param photo [3][h][w], flat
   */
  public double[] features(float[] photo, int h, int w) {
    double[] features = new double[FEATURES];
    for (int o = 0; o < FEATURES; o++) {
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          features[o] += Math.max(0, place(photo, h, w, o, y, x)) / (h * w);
        }
      }
    }
    return features;
  }

  private double place(float[] photo, int h, int w, int o, int y, int x) {
    double sum = bias[o];
    for (int c = 0; c < CHANNELS; c++) {
      for (int ky = 0; ky < KERNEL; ky++) {
        for (int kx = 0; kx < KERNEL; kx++) {
          int fromY = y + ky - 1;
          int fromX = x + kx - 1;
          if (fromY >= 0 && fromY < h && fromX >= 0 && fromX < w) {
            sum +=
                kernel[((o * CHANNELS + c) * KERNEL + ky) * KERNEL + kx]
                    * photo[(c * h + fromY) * w + fromX];
          }
        }
      }
    }
    return sum;
  }

  /** Computes {@code logits} of {@code features}. */
  public double[] logits(double... features) {
    double[] logits = new double[LOGITS];
    for (int i = 0; i < FEATURES; i++) {
      for (int o = 0; o < LOGITS; o++) {
        logits[o] += features[i] * dense[i * LOGITS + o];
      }
    }
    return logits;
  }
}
