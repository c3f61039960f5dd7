package org.caption4j.benchmark;

import java.util.Random;
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
 * A step of the same sizes by DL4J's layers. They take vectors and not words, so that this step has
 * less to do: neither an embedding nor an image.
 */
final class Dl4jTraining {
  private final MultiLayerNetwork network;
  private final DataSet data;

  Dl4jTraining() {
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(TrainingTask.RATE))
                .list()
                .layer(
                    new LSTM.Builder().nOut(TrainingTask.UNITS).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(TrainingTask.VOCABULARY)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(TrainingTask.UNITS, TrainingTask.STEPS))
                .build());
    network.init();
    INDArray inputs =
        Nd4j.rand(DataType.FLOAT, TrainingTask.BATCH, TrainingTask.UNITS, TrainingTask.STEPS);
    INDArray labels =
        Nd4j.zeros(DataType.FLOAT, TrainingTask.BATCH, TrainingTask.VOCABULARY, TrainingTask.STEPS);
    Random random = new Random(1);
    for (int b = 0; b < TrainingTask.BATCH; b++) {
      for (int t = 0; t < TrainingTask.STEPS; t++) {
        labels.putScalar(new int[] {b, random.nextInt(TrainingTask.VOCABULARY), t}, 1);
      }
    }
    data = new DataSet(inputs, labels);
  }

  void step() {
    network.fit(data);
  }
}
