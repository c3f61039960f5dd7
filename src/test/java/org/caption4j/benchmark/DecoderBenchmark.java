package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.tensor.AdamUpdate;
import org.caption4j.tensor.Gemm;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A training step of the LSTM (batch 128, 20 steps, 512 units, vocabulary 3,000; Adam included):
 * this project against DL4J's {@code LSTM} and {@code RnnOutputLayer}, in turn, and against the
 * rate of the bare matrix product on the same machine. Prints a Markdown table. See
 * docs/benchmarks.md for how to run it.
 */
public final class DecoderBenchmark {
  private static final int BATCH = 128;
  private static final int STEPS = 20;
  private static final int UNITS = 512;
  private static final int VOCABULARY = 3000;
  private static final int IMAGE = 512;

  private DecoderBenchmark() {}

  /**
   * @param args number of rounds, 7 if not given
   */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    Runnable ours = ours();
    Runnable dl4j = dl4j();
    ours.run();
    dl4j.run();
    ours.run();
    double[] oursSeconds = new double[rounds];
    double[] dl4jSeconds = new double[rounds];
    double[] productSeconds = new double[rounds];
    INDArray a = Nd4j.rand(DataType.FLOAT, BATCH * STEPS, UNITS);
    INDArray b = Nd4j.rand(DataType.FLOAT, UNITS, 4 * UNITS);
    INDArray c = Nd4j.createUninitialized(DataType.FLOAT, BATCH * STEPS, 4 * UNITS);
    for (int k = 0; k < rounds; k++) {
      oursSeconds[k] = seconds(ours);
      dl4jSeconds[k] = seconds(dl4j);
      productSeconds[k] = seconds(() -> Gemm.multiply(a, b, c));
    }
    double gigaflops = 3 * 2e-9 * BATCH * STEPS * UNITS * (4.0 * UNITS * 2 + VOCABULARY);
    double rate = 2e-9 * BATCH * STEPS * UNITS * 4 * UNITS / median(productSeconds);
    System.out.println("| LSTM training step | median s | ratio |");
    System.out.println("|---|---|---|");
    System.out.printf("| this project | %.3f | 1 |%n", median(oursSeconds));
    System.out.printf(
        "| DL4J | %.3f | %.1f |%n", median(dl4jSeconds), median(dl4jSeconds) / median(oursSeconds));
    System.out.printf(
        "| its %.0f GFLOP at the matmul op's %.0f GFLOP/s | %.3f | %.2f |%n",
        gigaflops, rate, gigaflops / rate, gigaflops / rate / median(oursSeconds));
  }

  private static Runnable ours() {
    DecoderConfig config = new DecoderConfig(CellType.LSTM, VOCABULARY, UNITS, UNITS, IMAGE);
    Parameters parameters = Parameters.random(config, DataType.FLOAT, 1, 1);
    Parameters gradient = Parameters.zeros(config, DataType.FLOAT);
    Parameters first = Parameters.zeros(config, DataType.FLOAT);
    Parameters second = Parameters.zeros(config, DataType.FLOAT);
    TeacherForcing forcing = new TeacherForcing(new Decoder(config, parameters));
    List<int[]> captions = new ArrayList<>();
    Random random = new Random(1);
    for (int k = 0; k < BATCH; k++) {
      captions.add(random.ints(STEPS - 1, 3, VOCABULARY).toArray());
    }
    CaptionBatch batch = CaptionBatch.of(Nd4j.rand(DataType.FLOAT, BATCH, IMAGE), captions, 0, 1);
    return () -> {
      forcing.gradient(batch, new DropoutRates(0.3, 0.5), 1, gradient);
      gradient.flat().muli(Math.min(1, 5 / gradient.flat().norm2Number().doubleValue()));
      AdamUpdate.STANDARD.apply(
          parameters.flat(), gradient.flat(), first.flat(), second.flat(), 1e-3, 0);
    };
  }

  private static Runnable dl4j() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .list()
                .layer(new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(VOCABULARY)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(UNITS, STEPS))
                .build());
    network.init();
    INDArray inputs = Nd4j.rand(DataType.FLOAT, BATCH, UNITS, STEPS);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, VOCABULARY, STEPS);
    Random random = new Random(1);
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < STEPS; t++) {
        labels.putScalar(new int[] {b, random.nextInt(VOCABULARY), t}, 1);
      }
    }
    DataSet data = new DataSet(inputs, labels);
    return () -> network.fit(data);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
