package org.caption4j.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caption4j.tensor.Gemm;
import org.caption4j.tensor.LazyRows;
import org.caption4j.tensor.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A decoder's steps, one after another, as sentences are spoken. What a token gives to the step
 * behind it, {@code W_x x + b}, is the same each time: it is computed once, so while this is used
 * the decoder's parameters must stay as they are. Several threads may use one.
 */
final class Inference {
  private final DecoderConfig config;
  private final Parameters parameters;
  private final LazyRows spoken;

  /**
   * @param decoder not trained while this is used
   */
  Inference(Decoder decoder) {
    this.config = decoder.config();
    this.parameters = decoder.parameters();
    this.spoken = new LazyRows(config.vocabularySize(), this::afterToken);
  }

  private INDArray afterToken(int token) {
    INDArray embedded = parameters.get(Parameters.EMBEDDING).getRow(token, true);
    INDArray z = parameters.get(Parameters.BIAS).dup('c');
    Gemm.multiplyAdd(embedded, parameters.get(Parameters.INPUT), z);
    return z;
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
    INDArray bias = parameters.get(Parameters.BIAS);
    INDArray z = Nd4j.createUninitialized(bias.dataType(), tokens.length, bias.size(1));
    spoken.gather(tokens, z);
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
