package org.caption4j.encoder.zoo;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * VGG and AlexNet to their second layer of 4096 in plain loops, once in PyTorch's order of axes and
 * once in Keras's: each reads the tensors as their files hold them, and so knows nothing of how
 * this project turns one into the other.
 */
final class PlainForward {
  private PlainForward() {}

  /** A picture in channel, row, column order, as PyTorch has it. */
  record Planes(float[] values, int channels, int height, int width) {
    float at(int c, int y, int x) {
      return y < 0 || x < 0 || y >= height || x >= width ? 0 : values[(c * height + y) * width + x];
    }

    /** Kernel [o, i, k, k], bias [o], then ReLU. */
    Planes convolve(INDArray kernel, INDArray bias, int stride, int padding) {
      int outputs = (int) kernel.size(0);
      int side = (int) kernel.size(2);
      float[] k = kernel.dup('c').data().asFloat();
      float[] b = bias.dup('c').data().asFloat();
      int rows = (height + 2 * padding - side) / stride + 1;
      int columns = (width + 2 * padding - side) / stride + 1;
      float[] out = new float[outputs * rows * columns];
      for (int o = 0; o < outputs; o++) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            float sum = b[o];
            for (int i = 0; i < channels; i++) {
              for (int dy = 0; dy < side; dy++) {
                for (int dx = 0; dx < side; dx++) {
                  sum +=
                      k[((o * channels + i) * side + dy) * side + dx]
                          * at(i, y * stride + dy - padding, x * stride + dx - padding);
                }
              }
            }
            out[(o * rows + y) * columns + x] = Math.max(0, sum);
          }
        }
      }
      return new Planes(out, outputs, rows, columns);
    }

    Planes pool(int side, int stride) {
      int rows = (height - side) / stride + 1;
      int columns = (width - side) / stride + 1;
      float[] out = new float[channels * rows * columns];
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int dy = 0; dy < side; dy++) {
              for (int dx = 0; dx < side; dx++) {
                most = Math.max(most, at(c, y * stride + dy, x * stride + dx));
              }
            }
            out[(c * rows + y) * columns + x] = most;
          }
        }
      }
      return new Planes(out, channels, rows, columns);
    }
  }

  /** A picture in row, column, channel order, as Keras has it. */
  record Pixels(float[] values, int height, int width, int channels) {
    /** Kernel [3, 3, i, o], bias [o], padding 1, then ReLU. */
    Pixels convolve(INDArray kernel, INDArray bias) {
      int outputs = (int) kernel.size(3);
      float[] k = kernel.dup('c').data().asFloat();
      float[] b = bias.dup('c').data().asFloat();
      float[] out = new float[height * width * outputs];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int to = (y * width + x) * outputs;
          System.arraycopy(b, 0, out, to, outputs);
          for (int dy = 0; dy < 3; dy++) {
            for (int dx = 0; dx < 3; dx++) {
              int row = y + dy - 1;
              int column = x + dx - 1;
              if (row < 0 || column < 0 || row >= height || column >= width) {
                continue;
              }
              for (int i = 0; i < channels; i++) {
                float value = values[(row * width + column) * channels + i];
                int from = ((dy * 3 + dx) * channels + i) * outputs;
                for (int o = 0; o < outputs; o++) {
                  out[to + o] += value * k[from + o];
                }
              }
            }
          }
          for (int o = 0; o < outputs; o++) {
            out[to + o] = Math.max(0, out[to + o]);
          }
        }
      }
      return new Pixels(out, height, width, outputs);
    }

    /** The largest of 2x2. */
    Pixels pool() {
      float[] out = new float[height / 2 * (width / 2) * channels];
      for (int y = 0; y < height / 2; y++) {
        for (int x = 0; x < width / 2; x++) {
          for (int c = 0; c < channels; c++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int place = 0; place < 4; place++) {
              int row = 2 * y + place / 2;
              int column = 2 * x + place % 2;
              most = Math.max(most, values[(row * width + column) * channels + c]);
            }
            out[(y * (width / 2) + x) * channels + c] = most;
          }
        }
      }
      return new Pixels(out, height / 2, width / 2, channels);
    }
  }

  /** PyTorch's Linear, weights [o, i], then ReLU. */
  private static float[] linear(float[] in, Map<String, INDArray> tensors, String name) {
    INDArray weights = tensors.get(name + ".weight");
    int outputs = (int) weights.size(0);
    float[] w = weights.dup('c').data().asFloat();
    float[] out = tensors.get(name + ".bias").dup('c').data().asFloat();
    for (int o = 0; o < outputs; o++) {
      double sum = out[o];
      for (int i = 0; i < in.length; i++) {
        sum += w[o * in.length + i] * in[i];
      }
      out[o] = (float) Math.max(0, sum);
    }
    return out;
  }

  /** torchvision's VGG16: tensors under its names, in its shapes. */
  static float[] torchVgg16(Planes photo, Map<String, INDArray> tensors) {
    Planes picture = photo;
    int place = 0;
    for (int convolutions : new int[] {2, 2, 3, 3, 3}) {
      for (int i = 0; i < convolutions; i++) {
        String name = "features." + place;
        picture =
            picture.convolve(tensors.get(name + ".weight"), tensors.get(name + ".bias"), 1, 1);
        place += 2;
      }
      picture = picture.pool(2, 2);
      place++;
    }
    return linear(linear(picture.values(), tensors, "classifier.0"), tensors, "classifier.3");
  }

  /** torchvision's AlexNet. */
  static float[] torchAlexNet(Planes photo, Map<String, INDArray> tensors) {
    Planes picture = convolve(photo, tensors, 0, 4, 2).pool(3, 2);
    picture = convolve(picture, tensors, 3, 1, 2).pool(3, 2);
    picture = convolve(picture, tensors, 6, 1, 1);
    picture = convolve(picture, tensors, 8, 1, 1);
    picture = convolve(picture, tensors, 10, 1, 1).pool(3, 2);
    return linear(linear(picture.values(), tensors, "classifier.1"), tensors, "classifier.4");
  }

  private static Planes convolve(
      Planes picture, Map<String, INDArray> tensors, int place, int stride, int padding) {
    String name = "features." + place;
    return picture.convolve(
        tensors.get(name + ".weight"), tensors.get(name + ".bias"), stride, padding);
  }

  /** Keras's VGG16: {@code block1_conv1/kernel} and so on, in its shapes. */
  static float[] kerasVgg16(Pixels photo, Map<String, INDArray> tensors) {
    Pixels picture = photo;
    int[] convolutions = {2, 2, 3, 3, 3};
    for (int block = 1; block <= convolutions.length; block++) {
      for (int i = 1; i <= convolutions[block - 1]; i++) {
        String name = "block" + block + "_conv" + i;
        picture = picture.convolve(tensors.get(name + "/kernel"), tensors.get(name + "/bias"));
      }
      picture = picture.pool();
    }
    return dense(dense(picture.values(), tensors, "fc1"), tensors, "fc2");
  }

  /** Keras's Dense, weights [i, o], then ReLU. */
  private static float[] dense(float[] in, Map<String, INDArray> tensors, String name) {
    INDArray weights = tensors.get(name + "/kernel");
    int outputs = (int) weights.size(1);
    float[] w = weights.dup('c').data().asFloat();
    float[] out = tensors.get(name + "/bias").dup('c').data().asFloat();
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; o < outputs; o++) {
        out[o] += in[i] * w[i * outputs + o];
      }
    }
    for (int o = 0; o < outputs; o++) {
      out[o] = Math.max(0, out[o]);
    }
    return out;
  }
}
