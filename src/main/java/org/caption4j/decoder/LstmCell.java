package org.caption4j.decoder;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import org.caption4j.tensor.Activations;
import org.caption4j.tensor.Gemm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code a = z_t + W_h h_{t-1}}, split into {@code i, f, o, g}; {@code i, f, o = sigmoid}, {@code g
 * = tanh}; {@code c_t = f*c_{t-1} + i*g}; {@code h_t = o*tanh(c_t)}.
 */
final class LstmCell implements RecurrentCell {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int OUTPUT = 2;
  private static final int CANDIDATE = 3;

  @Override
  public int gates() {
    return 4;
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
    INDArray h = next.get(0);
    INDArray c = next.get(1);
    long size = h.size(1);
    Gemm.multiplyAdd(previous.get(0), recurrentWeights, z);
    Activations.sigmoid(z.get(all(), interval(0, 3 * size)));
    Activations.tanh(gate(z, CANDIDATE));
    gate(z, FORGET).muli(previous.get(1), c);
    gate(z, INPUT).muli(gate(z, CANDIDATE), h);
    c.addi(h);
    h.assign(c);
    Activations.tanh(h);
    h.muli(gate(z, OUTPUT));
  }

  @Override
  public void backward(
      INDArray z,
      INDArray recurrentWeights,
      List<INDArray> previous,
      List<INDArray> next,
      List<INDArray> gradient) {
    INDArray dh = gradient.get(0);
    INDArray dc = gradient.get(1);
    INDArray i = gate(z, INPUT);
    INDArray f = gate(z, FORGET);
    INDArray o = gate(z, OUTPUT);
    INDArray g = gate(z, CANDIDATE);
    INDArray tanhC = next.get(1).dup('c');
    Activations.tanh(tanhC);

    // dc += dh*o*(1 - tanh^2 c)
    INDArray term = tanhC.mul(tanhC).rsubi(1).muli(o).muli(dh);
    dc.addi(term);
    // da_o = dh*tanh(c) * o*(1 - o)
    timesSigmoidSlope(o, dh.muli(tanhC), term);
    // da_i = dc*g * i*(1 - i) and da_g = dc*i * (1 - g^2), each of which needs the other's
    // activation
    INDArray dg = dc.mul(i);
    INDArray di = dc.mul(g);
    timesSigmoidSlope(i, di, term);
    g.muli(g).rsubi(1).muli(dg);
    // da_f = dc*c_{t-1} * f*(1 - f), and dc_{t-1} = dc*f
    INDArray df = dc.mul(previous.get(1));
    dc.muli(f);
    timesSigmoidSlope(f, df, term);

    Gemm.multiplyTransposedRight(z, recurrentWeights, dh);
  }

  /** {@code s = gradient * s*(1 - s)}, with {@code scratch} for the slope. */
  private static void timesSigmoidSlope(INDArray s, INDArray gradient, INDArray scratch) {
    s.rsub(1, scratch);
    s.muli(scratch).muli(gradient);
  }

  private static INDArray gate(INDArray z, int gate) {
    long size = z.size(1) / 4;
    return z.get(all(), interval(gate * size, (gate + 1) * size));
  }
}
