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
 * <p>The loss is the mean of {@code -log softmax(V h_t + b_V)[target_t]}, with label smoothing
 * where that is asked for. Whatever has no recurrence in it is one product for all steps of all
 * captions: input projection, output layer, weight gradients. Rows of all [N, .] arrays stand step
 * after step, as in {@link CaptionBatch}.
 */
public final class TeacherForcing {
  private final Decoder decoder;
  private final RecurrentCell cell;
  private final Parameters weights;
  private final double labelSmoothing;

  /**
   * @param decoder whose parameters are read; never written
   */
  public TeacherForcing(Decoder decoder) {
    this(decoder, 0);
  }

  /**
   * @param decoder whose parameters are read; never written
   * @param labelSmoothing the share of a target's probability that all tokens have in common, in
   *     [0, 1)
   */
  public TeacherForcing(Decoder decoder, double labelSmoothing) {
    this.decoder = decoder;
    this.labelSmoothing = labelSmoothing;
    this.cell = decoder.config().cell().cell();
    this.weights = decoder.parameters();
  }

  /**
   * The loss without dropout.
   *
   * @param batch captions with their image vectors
   * @return summed loss of all tokens, in nats
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
   * @return summed loss of all tokens, in nats
   */
  public double gradient(CaptionBatch batch, DropoutRates dropout, long seed, Parameters gradient) {
    try (Scope scope = Scope.open("teacher forcing")) {
      Pass pass = new Pass(batch, dropout, seed);
      double loss = pass.loss(1.0 / batch.tokens());
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
   * @return summed loss of all tokens, in nats
   */
  public double gradient(
      CaptionBatch batch,
      DropoutRates dropout,
      long seed,
      Parameters gradient,
      INDArray imageGradient) {
    try (Scope scope = Scope.open("teacher forcing")) {
      Pass pass = new Pass(batch, dropout, seed);
      double loss = pass.loss(1.0 / batch.tokens());
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

    /** Where the rows of each step begin. */
    private final int[] first;

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
      this.rows = batch.tokens();
      this.first = new int[batch.steps()];
      for (int t = 1; t < first.length; t++) {
        first[t] = first[t - 1] + batch.live()[t - 1];
      }
      DecoderConfig config = decoder.config();
      images = batch.images().castTo(weights.flat().dataType());
      embedded = matrix(rows, config.embeddingSize());
      z = matrix(rows, (long) cell.gates() * config.hiddenSize());
      for (int k = 0; k < cell.stateSize(); k++) {
        INDArray state = matrix(size + rows, config.hiddenSize());
        rows(state, 0, size).assign(0);
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
        cell.forward(block(z, t), weights.get(Parameters.RECURRENT), before(t), after(t));
      }
      spoken.assign(hiddenAfterEachStep());
      dropout.ofOutput(seed).apply(spoken);
      Gemm.multiply(spoken, weights.get(Parameters.OUTPUT), logits);
      return Softmax.crossEntropy(
          logits, weights.get(Parameters.OUTPUT_BIAS), batch.targets(), labelSmoothing, scale);
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
        // Rows of captions that end before step t are still zero.
        List<INDArray> live = ofStates(dState, 0, batch.live()[t]);
        live.get(0).addi(block(fromOutput, t));
        cell.backward(block(z, t), weights.get(Parameters.RECURRENT), before(t), after(t), live);
      }

      INDArray dz = z;
      Gemm.multiplyTransposedLeft(embedded, dz, gradient.get(Parameters.INPUT));
      INDArray hiddenBefore = fromOutput;
      RowLookup.gather(states.get(0), rowsBefore(), hiddenBefore);
      Gemm.multiplyTransposedLeft(hiddenBefore, dz, gradient.get(Parameters.RECURRENT));
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

    /** States that the captions of step t had before it. */
    private List<INDArray> before(int t) {
      return ofStates(states, beforeFirst(t), batch.live()[t]);
    }

    private List<INDArray> after(int t) {
      return ofStates(states, size + first[t], batch.live()[t]);
    }

    private static List<INDArray> ofStates(List<INDArray> states, int from, int count) {
      return states.stream().map(state -> rows(state, from, count)).toList();
    }

    /** Where the states before step t begin: those of a step stand behind those at the start. */
    private int beforeFirst(int t) {
      return t == 0 ? 0 : size + first[t - 1];
    }

    /** For each row of all steps, that of the state before it. */
    private int[] rowsBefore() {
      int[] before = new int[rows];
      for (int t = 0; t < first.length; t++) {
        for (int b = 0; b < batch.live()[t]; b++) {
          before[first[t] + b] = beforeFirst(t) + b;
        }
      }
      return before;
    }

    private INDArray hiddenAfterEachStep() {
      return rows(states.get(0), size, rows);
    }

    /** Rows of step t. */
    private INDArray block(INDArray array, int t) {
      return rows(array, first[t], batch.live()[t]);
    }

    private static INDArray rows(INDArray array, int from, int count) {
      return array.get(interval(from, from + count), all());
    }

    private INDArray matrix(long rows, long columns) {
      return Nd4j.createUninitialized(weights.flat().dataType(), rows, columns);
    }
  }
}
