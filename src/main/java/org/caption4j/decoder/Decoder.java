package org.caption4j.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caption4j.tensor.Biases;
import org.caption4j.tensor.Gemm;
import org.caption4j.tensor.RowLookup;
import org.caption4j.tensor.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recurrent language model that is told once, at its first step, what the picture shows.
 *
 * <p>At step t, with token embedding {@code x_t} and image vector {@code v}: {@code z_t = W_x x_t +
 * b + [t = 1] W_ih v}; the cell adds {@code W_h h_{t-1}} and gives {@code h_t}; the logits are
 * {@code V h_t + b_V}. Vectors are rows here, so that the products read {@code x W}.
 */
public final class Decoder {
  private final DecoderConfig config;
  private final Parameters parameters;

  /**
   * @param config sizes
   * @param parameters of these sizes; used, not copied
   */
  public Decoder(DecoderConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
  }

  /**
   * @return the sizes
   */
  public DecoderConfig config() {
    return config;
  }

  /**
   * @return the parameters, which training changes in place
   */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The first step: START with the image.
   *
   * @param images [n, D] image vectors
   * @param start id of START
   * @return log-probabilities of the first word, and the state after it
   */
  Step begin(INDArray images, int start) {
    int n = Math.toIntExact(images.size(0));
    int[] tokens = new int[n];
    Arrays.fill(tokens, start);
    INDArray z = preActivations(tokens);
    Gemm.multiplyAdd(images.castTo(z.dataType()).dup('c'), parameters.get(Parameters.IMAGE), z);
    List<INDArray> zeros = new ArrayList<>();
    for (int k = 0; k < config.cell().cell().stateSize(); k++) {
      zeros.add(Nd4j.zeros(z.dataType(), n, config.hiddenSize()));
    }
    return step(z, zeros);
  }

  /**
   * A later step: the state alone knows of the image.
   *
   * @param state arrays [n, H]
   * @param tokens n ids, what was said last
   * @return log-probabilities of the next word, and the state after it
   */
  Step next(List<INDArray> state, int[] tokens) {
    return step(preActivations(tokens), state);
  }

  private INDArray preActivations(int[] tokens) {
    INDArray table = parameters.get(Parameters.EMBEDDING);
    INDArray embedded =
        Nd4j.createUninitialized(table.dataType(), tokens.length, config.embeddingSize());
    RowLookup.gather(table, tokens, embedded);
    INDArray bias = parameters.get(Parameters.BIAS);
    INDArray z = Nd4j.createUninitialized(table.dataType(), tokens.length, bias.size(1));
    Biases.fill(z, bias);
    Gemm.multiplyAdd(embedded, parameters.get(Parameters.INPUT), z);
    return z;
  }

  private Step step(INDArray z, List<INDArray> state) {
    List<INDArray> next = new ArrayList<>(state.size());
    for (INDArray array : state) {
      next.add(Nd4j.createUninitialized(array.dataType(), array.shape()));
    }
    config.cell().cell().forward(z, parameters.get(Parameters.RECURRENT), state, next);
    INDArray logits = Nd4j.createUninitialized(z.dataType(), z.size(0), config.vocabularySize());
    Gemm.multiply(next.get(0), parameters.get(Parameters.OUTPUT), logits);
    Softmax.logProbabilities(logits, parameters.get(Parameters.OUTPUT_BIAS));
    return new Step(logits, next);
  }

  /**
   * What a step gives.
   *
   * @param logProbabilities [n, V]
   * @param state arrays [n, H]
   */
  record Step(INDArray logProbabilities, List<INDArray> state) {}
}
