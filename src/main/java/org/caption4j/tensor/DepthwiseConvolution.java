package org.caption4j.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution of float32 pictures with one kernel a channel, and its gradient.
 *
 * <p>Rows of pixels are brought to the Java heap, where the JIT compiler makes vector instructions
 * of loops over the channels (see {@link Rows}). A row of the input is read once for all the rows
 * of the result it takes part in, as long as these are computed in turn. libnd4j's own operation
 * takes several times as long.
 */
final class DepthwiseConvolution {
  private static final int TASKS_A_CORE = 2;

  private final int height;
  private final int width;
  private final int channels;
  private final int outHeight;
  private final int outWidth;
  private final Window window;
  private final int padTop;
  private final int padLeft;
  private final float[] kernel;

  private DepthwiseConvolution(INDArray x, INDArray kernel, Window window, INDArray out) {
    this.height = (int) x.size(1);
    this.width = (int) x.size(2);
    this.channels = (int) x.size(3);
    this.outHeight = (int) out.size(1);
    this.outWidth = (int) out.size(2);
    this.window = window;
    this.padTop = window.padTop(height);
    this.padLeft = window.padLeft(width);
    this.kernel = heap(kernel);
  }

  /** Returns whether these arrays are convolved here. */
  static boolean takes(INDArray x, INDArray kernel) {
    return kernel.size(3) == 1 && x.dataType() == DataType.FLOAT;
  }

  /**
   * Convolves.
   *
   * @param x [n, h, w, c]
   * @param kernel [kh, kw, c, 1]
   * @param bias [c], or null
   * @param out [n, h', w', c]
   */
  static void forward(INDArray x, INDArray kernel, INDArray bias, Window window, INDArray out) {
    DepthwiseConvolution convolution = new DepthwiseConvolution(x, kernel, window, out);
    int rows = (int) x.size(0) * convolution.outHeight;
    int tasks = Math.min(rows, TASKS_A_CORE * Runtime.getRuntime().availableProcessors());
    float[] shift = bias == null ? new float[convolution.channels] : heap(bias);
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task ->
                convolution.forward(
                    pointer(x),
                    shift,
                    pointer(out),
                    (int) ((long) rows * task / tasks),
                    (int) ((long) rows * (task + 1) / tasks)));
  }

  private void forward(FloatPointer x, float[] bias, FloatPointer out, int from, int to) {
    InputRows input = new InputRows(x);
    float[] sum = new float[outWidth * channels];
    for (int row = from; row < to; row++) {
      int photo = row / outHeight;
      for (int at = 0; at < sum.length; at += channels) {
        System.arraycopy(bias, 0, sum, at, channels);
      }
      for (int ky = 0; ky < window.kernelHeight(); ky++) {
        int y = inputRow(row % outHeight, ky);
        if (y >= 0 && y < height) {
          addRow(input.at(photo, y), ky, sum);
        }
      }
      out.position((long) row * sum.length).put(sum);
    }
  }

  /** Adds what a row of the input gives to a row of the result, through a row of the kernel. */
  private void addRow(float[] x, int ky, float[] sum) {
    int kernelWidth = window.kernelWidth();
    int k = ky * kernelWidth * channels;
    for (int ox = 0; ox < outWidth; ox++) {
      int left = ox * window.strideWidth() - padLeft;
      int step = window.dilationWidth();
      if (kernelWidth == 3 && left >= 0 && left + 2 * step < width) {
        addThree(x, left * channels, step * channels, kernel, k, channels, sum, ox * channels);
        continue;
      }
      for (int kx = 0; kx < kernelWidth; kx++) {
        int ix = left + kx * step;
        if (ix >= 0 && ix < width) {
          addOne(x, ix * channels, kernel, k + kx * channels, channels, sum, ox * channels);
        }
      }
    }
  }

  /**
   * The gradient of {@link #forward}. A photo's share of the kernel's gradient is summed by itself,
   * so that the result does not depend on the number of cores.
   *
   * @param x [n, h, w, c], what went in
   * @param kernel [kh, kw, c, 1]
   * @param outGradient [n, h', w', c]
   * @param xGradient like {@code x}, overwritten, as are the two that follow
   * @param kernelGradient like {@code kernel}
   * @param biasGradient [c], or null
   */
  static void backward(
      INDArray x,
      INDArray kernel,
      Window window,
      INDArray outGradient,
      INDArray xGradient,
      INDArray kernelGradient,
      INDArray biasGradient) {
    DepthwiseConvolution convolution = new DepthwiseConvolution(x, kernel, window, outGradient);
    int photos = (int) x.size(0);
    float[][] kernelShares = new float[photos][convolution.kernel.length];
    float[][] biasShares = new float[photos][convolution.channels];
    IntStream.range(0, photos)
        .parallel()
        .forEach(
            photo ->
                convolution.backward(
                    photo,
                    pointer(x),
                    pointer(outGradient),
                    pointer(xGradient),
                    kernelShares[photo],
                    biasShares[photo]));
    pointer(kernelGradient).put(sum(kernelShares));
    if (biasGradient != null) {
      pointer(biasGradient).put(sum(biasShares));
    }
  }

  private static float[] sum(float[][] shares) {
    float[] sum = shares[0];
    for (int k = 1; k < shares.length; k++) {
      float[] share = shares[k];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += share[i];
      }
    }
    return sum;
  }

  private void backward(
      int photo,
      FloatPointer x,
      FloatPointer outGradient,
      FloatPointer xGradient,
      float[] kernelShare,
      float[] biasShare) {
    InputRows input = new InputRows(x);
    GradientRows gradient = new GradientRows(xGradient, photo);
    float[] g = new float[outWidth * channels];
    for (int oy = 0; oy < outHeight; oy++) {
      outGradient.position(((long) photo * outHeight + oy) * g.length).get(g);
      for (int ox = 0; ox < outWidth; ox++) {
        add(g, ox * channels, channels, biasShare);
      }
      for (int ky = 0; ky < window.kernelHeight(); ky++) {
        int y = inputRow(oy, ky);
        if (y >= 0 && y < height) {
          addKernelGradient(input.at(photo, y), g, ky, kernelShare);
          addInputGradient(g, ky, gradient.at(y));
        }
      }
      gradient.finish(inputRow(oy + 1, 0));
    }
    gradient.finish(height);
  }

  private void addKernelGradient(float[] x, float[] g, int ky, float[] share) {
    int stride = window.strideWidth();
    for (int kx = 0; kx < window.kernelWidth(); kx++) {
      int shift = kx * window.dilationWidth() - padLeft;
      int from = Math.max(0, -Math.floorDiv(shift, stride));
      int to = Math.min(outWidth, Math.floorDiv(width - 1 - shift, stride) + 1);
      int k = (ky * window.kernelWidth() + kx) * channels;
      int ox = from;
      for (; ox + 4 <= to; ox += 4) {
        int ix = (ox * stride + shift) * channels;
        addFour(x, ix, stride * channels, g, ox * channels, channels, share, k);
      }
      for (; ox < to; ox++) {
        addOne(x, (ox * stride + shift) * channels, g, ox * channels, channels, share, k);
      }
    }
  }

  private void addInputGradient(float[] g, int ky, float[] xGradient) {
    int kernelWidth = window.kernelWidth();
    int stride = window.strideWidth();
    int step = window.dilationWidth();
    int k = ky * kernelWidth * channels;
    boolean three = kernelWidth == 3 && stride == 1;
    for (int ix = 0; ix < width; ix++) {
      int right = ix + padLeft;
      if (three && right < outWidth && right - 2 * step >= 0) {
        addThree(
            g, right * channels, -step * channels, kernel, k, channels, xGradient, ix * channels);
        continue;
      }
      for (int kx = 0; kx < kernelWidth; kx++) {
        int at = right - kx * step;
        int ox = Math.floorDiv(at, stride);
        if (ox * stride == at && ox >= 0 && ox < outWidth) {
          addOne(g, ox * channels, kernel, k + kx * channels, channels, xGradient, ix * channels);
        }
      }
    }
  }

  /** The input's row under a row of the kernel, for a row of the result; perhaps padding. */
  private int inputRow(int outRow, int kernelRow) {
    return outRow * window.strideHeight() - padTop + kernelRow * window.dilationHeight();
  }

  private int reach() {
    return (window.kernelHeight() - 1) * window.dilationHeight() + 1;
  }

  /** {@code sum += a}. */
  private static void add(float[] a, int from, int length, float[] sum) {
    for (int i = 0; i < length; i++) {
      sum[i] += a[from + i];
    }
  }

  /** {@code sum += a b}. */
  private static void addOne(
      float[] a, int fromA, float[] b, int fromB, int length, float[] sum, int fromSum) {
    for (int i = 0; i < length; i++) {
      sum[fromSum + i] += a[fromA + i] * b[fromB + i];
    }
  }

  /** {@code sum += a b + a' b' + a'' b''}: {@code a} moves by {@code step}, {@code b} by length. */
  private static void addThree(
      float[] a, int fromA, int step, float[] b, int fromB, int length, float[] sum, int fromSum) {
    int a1 = fromA + step;
    int a2 = a1 + step;
    int b1 = fromB + length;
    int b2 = b1 + length;
    for (int i = 0; i < length; i++) {
      sum[fromSum + i] +=
          a[fromA + i] * b[fromB + i] + a[a1 + i] * b[b1 + i] + a[a2 + i] * b[b2 + i];
    }
  }

  /** The same with four products. */
  private static void addFour(
      float[] a, int fromA, int step, float[] b, int fromB, int length, float[] sum, int fromSum) {
    int a1 = fromA + step;
    int a2 = a1 + step;
    int a3 = a2 + step;
    int b1 = fromB + length;
    int b2 = b1 + length;
    int b3 = b2 + length;
    for (int i = 0; i < length; i++) {
      sum[fromSum + i] +=
          a[fromA + i] * b[fromB + i]
              + a[a1 + i] * b[b1 + i]
              + a[a2 + i] * b[b2 + i]
              + a[a3 + i] * b[b3 + i];
    }
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }

  private static float[] heap(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    pointer(array).get(values);
    return values;
  }

  /** The last few rows of the input, on the heap. */
  private final class InputRows {
    private final FloatPointer x;
    private final float[][] rows = new float[reach()][width * channels];
    private final long[] numbers = new long[reach()];

    InputRows(FloatPointer x) {
      this.x = x;
      Arrays.fill(numbers, -1);
    }

    float[] at(int photo, int y) {
      long number = (long) photo * height + y;
      int slot = y % rows.length;
      if (numbers[slot] != number) {
        x.position(number * rows[slot].length).get(rows[slot]);
        numbers[slot] = number;
      }
      return rows[slot];
    }
  }

  /** Those rows of a photo's gradient that are being summed. */
  private final class GradientRows {
    private final FloatPointer gradient;
    private final long first;
    private final float[][] rows = new float[reach()][width * channels];
    private int finished;

    GradientRows(FloatPointer gradient, int photo) {
      this.gradient = gradient;
      this.first = (long) photo * height;
    }

    float[] at(int y) {
      return rows[y % rows.length];
    }

    /** Writes the rows before a row, and begins with zeros in their place. */
    void finish(int end) {
      for (; finished < Math.min(end, height); finished++) {
        float[] row = at(finished);
        gradient.position((first + finished) * row.length).put(row);
        Arrays.fill(row, 0);
      }
    }
  }
}
