package org.caption4j.decoder;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import org.caption4j.tensor.Activations;
import org.caption4j.tensor.Gemm;
import org.caption4j.tensor.RowFunction;
import org.caption4j.tensor.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code a = z_t + W_h h_{t-1}}, split into {@code i, f, o, g}; {@code i, f, o = sigmoid}, {@code g
 * = tanh}; {@code c_t = f*c_{t-1} + i*g}; {@code h_t = o*tanh(c_t)}.
 */
final class LstmCell implements RecurrentCell {
  private static final int GATES = 4;
  private static final int FORGET = 1;

  /**
   * Read: c_{t-1}. Changed: i, f, o, g from pre-activations to activations; c_t and h_t from
   * anything to their values.
   */
  private static final RowFunction FORWARD =
      new RowFunction() {
        @Override
        public void apply(int row, float[][] values) {
          float[] before = values[0];
          float[] i = values[1];
          float[] f = values[2];
          float[] o = values[3];
          float[] g = values[4];
          float[] c = values[5];
          float[] h = values[6];
          Activations.sigmoid(i);
          Activations.sigmoid(f);
          Activations.sigmoid(o);
          Activations.tanh(g);
          for (int k = 0; k < c.length; k++) {
            c[k] = f[k] * before[k] + i[k] * g[k];
          }
          System.arraycopy(c, 0, h, 0, c.length);
          Activations.tanh(h);
          for (int k = 0; k < h.length; k++) {
            h[k] *= o[k];
          }
        }

        @Override
        public void apply(int row, double[][] values) {
          double[] before = values[0];
          double[] i = values[1];
          double[] f = values[2];
          double[] o = values[3];
          double[] g = values[4];
          double[] c = values[5];
          double[] h = values[6];
          Activations.sigmoid(i);
          Activations.sigmoid(f);
          Activations.sigmoid(o);
          Activations.tanh(g);
          for (int k = 0; k < c.length; k++) {
            c[k] = f[k] * before[k] + i[k] * g[k];
            h[k] = o[k] * Math.tanh(c[k]);
          }
        }
      };

  /**
   * Read: c_{t-1}, c_t, dh_t. Changed: i, f, o, g from activations to the gradients of their
   * pre-activations, dc_t to dc_{t-1}.
   *
   * <p>{@code dc += dh*o*(1 - tanh^2 c)}; {@code da_i = dc*g*i*(1 - i)}, {@code da_f =
   * dc*c_{t-1}*f*(1 - f)}, {@code da_o = dh*tanh(c)*o*(1 - o)}, {@code da_g = dc*i*(1 - g^2)};
   * {@code dc_{t-1} = dc*f}.
   */
  private static final RowFunction BACKWARD =
      new RowFunction() {
        @Override
        public void apply(int row, float[][] values) {
          float[] before = values[0];
          float[] tanhC = values[1];
          float[] dh = values[2];
          float[] i = values[3];
          float[] f = values[4];
          float[] o = values[5];
          float[] g = values[6];
          float[] dc = values[7];
          Activations.tanh(tanhC);
          for (int k = 0; k < dc.length; k++) {
            dc[k] += dh[k] * o[k] * (1 - tanhC[k] * tanhC[k]);
          }
          for (int k = 0; k < dc.length; k++) {
            o[k] = dh[k] * tanhC[k] * o[k] * (1 - o[k]);
          }
          for (int k = 0; k < dc.length; k++) {
            float in = i[k];
            float candidate = g[k];
            i[k] = dc[k] * candidate * in * (1 - in);
            g[k] = dc[k] * in * (1 - candidate * candidate);
          }
          for (int k = 0; k < dc.length; k++) {
            float kept = f[k];
            f[k] = dc[k] * before[k] * kept * (1 - kept);
            dc[k] *= kept;
          }
        }

        @Override
        public void apply(int row, double[][] values) {
          double[] before = values[0];
          double[] tanhC = values[1];
          double[] dh = values[2];
          double[] i = values[3];
          double[] f = values[4];
          double[] o = values[5];
          double[] g = values[6];
          double[] dc = values[7];
          Activations.tanh(tanhC);
          for (int k = 0; k < dc.length; k++) {
            double in = i[k];
            double kept = f[k];
            double candidate = g[k];
            dc[k] += dh[k] * o[k] * (1 - tanhC[k] * tanhC[k]);
            o[k] = dh[k] * tanhC[k] * o[k] * (1 - o[k]);
            i[k] = dc[k] * candidate * in * (1 - in);
            g[k] = dc[k] * in * (1 - candidate * candidate);
            f[k] = dc[k] * before[k] * kept * (1 - kept);
            dc[k] *= kept;
          }
        }
      };

  @Override
  public int gates() {
    return GATES;
  }

  @Override
  public int stateSize() {
    return 2;
  }

  /** The forget gate starts open, so that early gradients reach back (Jozefowicz et al. 2015). */
  @Override
  public double initialBias(int gate) {
    return gate == FORGET ? 1 : 0;
  }

  @Override
  public void forward(
      INDArray z, INDArray recurrentWeights, List<INDArray> previous, List<INDArray> next) {
    Gemm.multiplyAdd(previous.get(0), recurrentWeights, z);
    Rows.transform(
        FORWARD,
        List.of(previous.get(1)),
        gate(z, 0),
        gate(z, 1),
        gate(z, 2),
        gate(z, 3),
        next.get(1),
        next.get(0));
  }

  @Override
  public void backward(
      INDArray z,
      INDArray recurrentWeights,
      List<INDArray> previous,
      List<INDArray> next,
      List<INDArray> gradient) {
    INDArray dh = gradient.get(0);
    Rows.transform(
        BACKWARD,
        List.of(previous.get(1), next.get(1), dh),
        gate(z, 0),
        gate(z, 1),
        gate(z, 2),
        gate(z, 3),
        gradient.get(1));
    Gemm.multiplyTransposedRight(z, recurrentWeights, dh);
  }

  /** The columns of a gate: 0 is i, 1 is f, 2 is o, 3 is g. */
  private static INDArray gate(INDArray z, int gate) {
    long size = z.size(1) / GATES;
    return z.get(all(), interval(gate * size, (gate + 1) * size));
  }
}
