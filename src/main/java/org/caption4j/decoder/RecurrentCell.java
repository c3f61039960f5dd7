package org.caption4j.decoder;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of a recurrence over a batch, forwards and backwards. B is the batch, H the hidden size,
 * G the number of gates.
 *
 * <p>A cell's state is a list of arrays [B, H]; the first is the hidden state {@code h}, which
 * alone the output layer sees. What comes from outside the recurrence (token embedding, bias,
 * image) reaches the cell as its pre-activations, already multiplied: those products are made for
 * all steps at once.
 */
interface RecurrentCell {
  /**
   * @return G, the blocks of H columns that the cell's pre-activations and weights have
   */
  int gates();

  /**
   * @return how many arrays make up the state
   */
  int stateSize();

  /**
   * The value that a block of the bias has before training.
   *
   * @param gate number of the block, in [0, G)
   */
  default double initialBias(int gate) {
    return 0;
  }

  /**
   * {@code next = f(z + W_h h, previous)}.
   *
   * @param z [B, G*H] pre-activations without the recurrent term; becomes the activations, which
   *     {@link #backward} needs
   * @param recurrentWeights {@code W_h} [H, G*H]
   * @param previous the state before the step
   * @param next receives the state after the step
   */
  void forward(INDArray z, INDArray recurrentWeights, List<INDArray> previous, List<INDArray> next);

  /**
   * The step's gradient.
   *
   * @param z [B, G*H] the activations that {@link #forward} left; becomes the gradient of the
   *     pre-activations, {@code dz}
   * @param recurrentWeights {@code W_h} [H, G*H]
   * @param previous the state before the step
   * @param next the state after the step
   * @param gradient gradient of the loss by the state after the step; becomes that by the state
   *     before it, where for {@code h} this is what comes through the recurrence alone
   */
  void backward(
      INDArray z,
      INDArray recurrentWeights,
      List<INDArray> previous,
      List<INDArray> next,
      List<INDArray> gradient);
}
