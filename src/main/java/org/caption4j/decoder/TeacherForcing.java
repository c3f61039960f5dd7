package org.caption4j.decoder;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.ArrayList;
import java.util.List;
import org.caption4j.tensor.Biases;
import org.caption4j.tensor.Gemm;
import org.caption4j.tensor.RowLookup;
import org.caption4j.tensor.Scope;
import org.caption4j.tensor.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of captions that are fed to the decoder word by word, and its gradient by
 * backpropagation through time.
 *
 * <p>The loss is the masked mean of {@code -log softmax(V h_t + b_V)[target_t]}. Whatever has no
 * recurrence in it is one product for all T steps of the B captions: input projection, output
 * layer, weight gradients. Rows of all [T*B, .] arrays are time-major.
 */
public final class TeacherForcing {
  private final Decoder decoder;
  private final RecurrentCell cell;
  private final Parameters weights;

  /**
   * @param decoder whose parameters are read; never written
   */
  public TeacherForcing(Decoder decoder) {
    this.decoder = decoder;
    this.cell = decoder.config().cell().cell();
    this.weights = decoder.parameters();
  }

  /**
   * The loss without dropout.
   *
   * @param batch captions with their image vectors
   * @return summed loss of the targets that count, in nats
   */
  public double loss(CaptionBatch batch) {
    try (Scope scope = Scope.open("teacher forcing")) {
      Pass pass = new Pass(batch, DropoutRates.NONE, 0);
      return pass.loss(0);
    }
  }

  /**
   * The loss and the gradient of its mean.
   *
   * @param batch captions with their image vectors
   * @param dropout rates
   * @param seed picks the dropout masks
   * @param gradient overwritten with the gradient of the mean loss by each parameter
   * @return summed loss of the targets that count, in nats
   */
  public double gradient(CaptionBatch batch, DropoutRates dropout, long seed, Parameters gradient) {
    try (Scope scope = Scope.open("teacher forcing")) {
      Pass pass = new Pass(batch, dropout, seed);
      double loss = pass.loss(1.0 / Math.max(1, batch.targetCount()));
      pass.backward(gradient);
      return loss;
    }
  }

  /**
   * The loss and the gradient of its mean, by the image vectors, too.
   *
   * @param batch captions with their image vectors
   * @param dropout rates
   * @param seed picks the dropout masks
   * @param gradient overwritten with the gradient of the mean loss by each parameter
   * @param imageGradient [B, D], overwritten with that by the image vectors: {@code dv = W_ih'
   *     dz_1}
   * @return summed loss of the targets that count, in nats
   */
  public double gradient(
      CaptionBatch batch,
      DropoutRates dropout,
      long seed,
      Parameters gradient,
      INDArray imageGradient) {
    try (Scope scope = Scope.open("teacher forcing")) {
      Pass pass = new Pass(batch, dropout, seed);
      double loss = pass.loss(1.0 / Math.max(1, batch.targetCount()));
      pass.backward(gradient);
      pass.backwardToImages(imageGradient);
      return loss;
    }
  }

  /** One batch on its way forwards and back. Lives inside a scope. */
  private final class Pass {
    private final CaptionBatch batch;
    private final DropoutRates dropout;
    private final long seed;
    private final int size;
    private final int rows;
    private final INDArray images;
    private final INDArray embedded;
    private final INDArray z;
    private final List<INDArray> states = new ArrayList<>();
    private final INDArray spoken;
    private final INDArray logits;

    Pass(CaptionBatch batch, DropoutRates dropout, long seed) {
      this.batch = batch;
      this.dropout = dropout;
      this.seed = seed;
      this.size = batch.size();
      this.rows = batch.steps() * size;
      DecoderConfig config = decoder.config();
      images = batch.images().castTo(weights.flat().dataType());
      embedded = matrix(rows, config.embeddingSize());
      z = matrix(rows, (long) cell.gates() * config.hiddenSize());
      for (int k = 0; k < cell.stateSize(); k++) {
        INDArray state = matrix(rows + size, config.hiddenSize());
        block(state, 0).assign(0);
        states.add(state);
      }
      spoken = matrix(rows, config.hiddenSize());
      logits = matrix(rows, config.vocabularySize());
    }

    /** Leaves the gradient of the loss, times {@code scale}, where the logits were. */
    double loss(double scale) {
      RowLookup.gather(weights.get(Parameters.EMBEDDING), batch.inputs(), embedded);
      dropout.ofEmbedding(seed).apply(embedded);
      Biases.fill(z, weights.get(Parameters.BIAS));
      Gemm.multiplyAdd(embedded, weights.get(Parameters.INPUT), z);
      Gemm.multiplyAdd(images, weights.get(Parameters.IMAGE), block(z, 0));
      for (int t = 0; t < batch.steps(); t++) {
        cell.forward(block(z, t), weights.get(Parameters.RECURRENT), state(t), state(t + 1));
      }
      spoken.assign(hiddenAfterEachStep());
      dropout.ofOutput(seed).apply(spoken);
      Gemm.multiply(spoken, weights.get(Parameters.OUTPUT), logits);
      return Softmax.crossEntropy(
          logits, weights.get(Parameters.OUTPUT_BIAS), batch.targets(), scale);
    }

    void backward(Parameters gradient) {
      Gemm.multiplyTransposedLeft(spoken, logits, gradient.get(Parameters.OUTPUT));
      Biases.sumRows(logits, gradient.get(Parameters.OUTPUT_BIAS));
      INDArray fromOutput = spoken;
      Gemm.multiplyTransposedRight(logits, weights.get(Parameters.OUTPUT), fromOutput);
      dropout.ofOutput(seed).apply(fromOutput);

      List<INDArray> dState = new ArrayList<>();
      for (int k = 0; k < cell.stateSize(); k++) {
        dState.add(matrix(size, decoder.config().hiddenSize()).assign(0));
      }
      for (int t = batch.steps() - 1; t >= 0; t--) {
        dState.get(0).addi(block(fromOutput, t));
        cell.backward(
            block(z, t), weights.get(Parameters.RECURRENT), state(t), state(t + 1), dState);
      }

      INDArray dz = z;
      Gemm.multiplyTransposedLeft(embedded, dz, gradient.get(Parameters.INPUT));
      Gemm.multiplyTransposedLeft(hiddenBeforeEachStep(), dz, gradient.get(Parameters.RECURRENT));
      Gemm.multiplyTransposedLeft(images, block(dz, 0), gradient.get(Parameters.IMAGE));
      Biases.sumRows(dz, gradient.get(Parameters.BIAS));

      INDArray dEmbedded = embedded;
      Gemm.multiplyTransposedRight(dz, weights.get(Parameters.INPUT), dEmbedded);
      dropout.ofEmbedding(seed).apply(dEmbedded);
      gradient.get(Parameters.EMBEDDING).assign(0);
      RowLookup.scatterAdd(gradient.get(Parameters.EMBEDDING), batch.inputs(), dEmbedded);
    }

    /** After {@link #backward(Parameters)}, which leaves {@code dz} where {@code z} was. */
    void backwardToImages(INDArray imageGradient) {
      Gemm.multiplyTransposedRight(block(z, 0), weights.get(Parameters.IMAGE), imageGradient);
    }

    /** State before step t. */
    private List<INDArray> state(int t) {
      List<INDArray> blocks = new ArrayList<>(states.size());
      for (INDArray state : states) {
        blocks.add(block(state, t));
      }
      return blocks;
    }

    private INDArray hiddenBeforeEachStep() {
      return states.get(0).get(interval(0, rows), all());
    }

    private INDArray hiddenAfterEachStep() {
      return states.get(0).get(interval(size, size + rows), all());
    }

    /** Rows of step t. */
    private INDArray block(INDArray array, int t) {
      return array.get(interval((long) t * size, (long) (t + 1) * size), all());
    }

    private INDArray matrix(long rows, long columns) {
      return Nd4j.createUninitialized(weights.flat().dataType(), rows, columns);
    }
  }
}
