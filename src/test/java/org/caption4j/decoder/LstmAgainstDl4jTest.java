package org.caption4j.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.List;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The LSTM against DL4J's own on the same weights, outputs and gradients. DL4J knows no image at
 * the first step; it is given the concatenation of token embedding and image vector, the latter
 * zero from the second step on.
 */
class LstmAgainstDl4jTest {
  private static final int BATCH = 3;
  private static final int STEPS = 5;
  private static final int E = 6;
  private static final int D = 4;
  private static final int H = 7;
  private static final int V = 9;

  private final DecoderConfig config = new DecoderConfig(CellType.LSTM, V, E, H, D);
  private Parameters parameters;
  private MultiLayerNetwork network;
  private CaptionBatch batch;

  @BeforeEach
  void sameWeightsAndInputs() {
    Nd4j.getRandom().setSeed(3);
    parameters = Parameters.random(config, DataType.DOUBLE, 1, 17);
    parameters.get(Parameters.BIAS).assign(Nd4j.randn(DataType.DOUBLE, 1, 4 * H));
    parameters.get(Parameters.OUTPUT_BIAS).assign(Nd4j.randn(DataType.DOUBLE, 1, V));
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new LSTM.Builder().nOut(H).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(V)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(E + D, STEPS))
                .build());
    network.init();
    network.setParam(
        "0_W",
        dl4jGates(Nd4j.vstack(parameters.get(Parameters.INPUT), parameters.get(Parameters.IMAGE))));
    network.setParam("0_RW", dl4jGates(parameters.get(Parameters.RECURRENT)));
    network.setParam("0_b", dl4jGates(parameters.get(Parameters.BIAS)));
    network.setParam("1_W", parameters.get(Parameters.OUTPUT));
    network.setParam("1_b", parameters.get(Parameters.OUTPUT_BIAS));
    List<int[]> captions =
        List.of(new int[] {2, 3, 4, 5}, new int[] {8, 8, 2, 7}, new int[] {6, 3, 2, 4});
    batch = CaptionBatch.of(Nd4j.randn(DataType.DOUBLE, BATCH, D), captions, 0, 1);
  }

  /**
   * Our blocks i, f, o, g are DL4J's "g" (input gate), f, o, "i" (candidate), which it keeps as i,
   * f, o, g.
   */
  private static INDArray dl4jGates(INDArray ours) {
    INDArray swapped = ours.dup('c');
    swapped.get(all(), interval(0, H)).assign(ours.get(all(), interval(3 * H, 4 * H)));
    swapped.get(all(), interval(3 * H, 4 * H)).assign(ours.get(all(), interval(0, H)));
    return swapped;
  }

  private INDArray inputs() {
    INDArray inputs = Nd4j.zeros(DataType.DOUBLE, BATCH, E + D, STEPS);
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < STEPS; t++) {
        inputs
            .get(point(b), interval(0, E), point(t))
            .assign(parameters.get(Parameters.EMBEDDING).getRow(batch.inputs()[t * BATCH + b]));
      }
      inputs.get(point(b), interval(E, E + D), point(0)).assign(batch.images().getRow(b));
    }
    return inputs;
  }

  private INDArray labels() {
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, BATCH, V, STEPS);
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < STEPS; t++) {
        labels.putScalar(new int[] {b, batch.targets()[t * BATCH + b], t}, 1);
      }
    }
    return labels;
  }

  @Test
  void outputsAgree() {
    INDArray expected = network.output(inputs());
    Inference inference = new Inference(new Decoder(config, parameters));
    Inference.Step step = inference.begin(batch.images(), 0);
    for (int t = 0; t < STEPS; t++) {
      for (int b = 0; b < BATCH; b++) {
        for (int word = 0; word < V; word++) {
          assertThat(Math.exp(step.logProbabilities().getDouble(b, word)))
              .isCloseTo(expected.getDouble(b, word, t), Offset.offset(1e-10));
        }
      }
      if (t + 1 < STEPS) {
        int[] spoken = new int[BATCH];
        System.arraycopy(batch.inputs(), (t + 1) * BATCH, spoken, 0, BATCH);
        step = inference.next(step.state(), spoken);
      }
    }
  }

  @Test
  void gradientsAgree() {
    network.setInput(inputs());
    network.setLabels(labels());
    network.computeGradientAndScore();
    Gradient expected = network.gradient();

    Parameters gradient = Parameters.zeros(config, DataType.DOUBLE);
    double loss =
        new TeacherForcing(new Decoder(config, parameters))
            .gradient(batch, DropoutRates.NONE, 0, gradient);

    // DL4J's score is a sum divided by the batch, its gradient here the plain sum; ours are divided
    // by the targets.
    assertThat(loss / BATCH).isCloseTo(network.score(), Offset.offset(1e-9));
    INDArray inputAndImage =
        Nd4j.vstack(gradient.get(Parameters.INPUT), gradient.get(Parameters.IMAGE));
    assertSame(dl4jGates(inputAndImage), expected.getGradientFor("0_W"));
    assertSame(dl4jGates(gradient.get(Parameters.RECURRENT)), expected.getGradientFor("0_RW"));
    assertSame(dl4jGates(gradient.get(Parameters.BIAS)), expected.getGradientFor("0_b"));
    assertSame(gradient.get(Parameters.OUTPUT), expected.getGradientFor("1_W"));
    assertSame(gradient.get(Parameters.OUTPUT_BIAS), expected.getGradientFor("1_b"));
  }

  private static void assertSame(INDArray ours, INDArray dl4j) {
    INDArray expected = dl4j.dup('c').reshape(ours.shape());
    assertThat(ours.mul(STEPS * BATCH).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-10);
    assertThat(expected.amaxNumber().doubleValue()).isGreaterThan(1e-3);
  }
}
