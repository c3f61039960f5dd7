package org.caption4j.decoder;

import java.util.List;
import org.caption4j.tensor.Activations;
import org.caption4j.tensor.Gemm;
import org.caption4j.tensor.RowFunction;
import org.caption4j.tensor.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code h_t = tanh(z_t + W_h h_{t-1})}. */
final class VanillaCell implements RecurrentCell {
  private static final RowFunction TANH =
      new RowFunction() {
        @Override
        public void apply(int row, float[][] values) {
          Activations.tanh(values[0]);
        }

        @Override
        public void apply(int row, double[][] values) {
          Activations.tanh(values[0]);
        }
      };

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void forward(
      INDArray z, INDArray recurrentWeights, List<INDArray> previous, List<INDArray> next) {
    Gemm.multiplyAdd(previous.get(0), recurrentWeights, z);
    Rows.transform(TANH, z);
    next.get(0).assign(z);
  }

  @Override
  public void backward(
      INDArray z,
      INDArray recurrentWeights,
      List<INDArray> previous,
      List<INDArray> next,
      List<INDArray> gradient) {
    INDArray dh = gradient.get(0);
    // da = dh*(1 - h^2)
    z.muli(z).rsubi(1).muli(dh);
    Gemm.multiplyTransposedRight(z, recurrentWeights, dh);
  }
}
