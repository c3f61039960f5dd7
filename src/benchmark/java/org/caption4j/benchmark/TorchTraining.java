package org.caption4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training step by PyTorch's fused LSTM and DJL's Adam. The image vector is the initial hidden
 * state, which costs PyTorch least: no product more than it takes anyway. The LSTM pads captions,
 * since DJL has no packed sequences; the output layer sees tokens alone.
 */
final class TorchTraining implements AutoCloseable {
  private final NDManager manager = Torch.manager();
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final NDArray inputs;
  private final NDArray spoken;
  private final NDArray targets;
  private final NDArray images;
  private final NDArray zeros;
  private final Adam adam =
      Adam.builder().optLearningRateTracker(Tracker.fixed((float) TrainingTask.RATE)).build();

  TorchTraining(TrainingTask task) {
    Parameters start = task.start();
    CaptionBatch batch = task.batch();
    long gates = start.get(Parameters.BIAS).length();
    add("embedding", start.get(Parameters.EMBEDDING));
    add("inputs", TorchLstmWeights.reorder(start.get(Parameters.INPUT)).transpose());
    add("recurrent", TorchLstmWeights.reorder(start.get(Parameters.RECURRENT)).transpose());
    add("bias", TorchLstmWeights.reorder(start.get(Parameters.BIAS)).reshape(gates));
    add("second bias", start.get(Parameters.BIAS).reshape(gates).mul(0));
    add("output", start.get(Parameters.OUTPUT).transpose());
    add("output bias", start.get(Parameters.OUTPUT_BIAS).reshape(TrainingTask.VOCABULARY));
    int size = batch.size();
    int[] places = places(batch);
    int[] padded = new int[batch.steps() * size];
    for (int k = 0; k < places.length; k++) {
      padded[places[k]] = batch.inputs()[k];
    }
    inputs = longs(padded, batch.steps(), size);
    spoken = longs(places, -1);
    targets = longs(batch.targets(), -1, 1);
    images = Torch.copy(manager, batch.images()).expandDims(0);
    zeros = images.zerosLike();
  }

  private void add(String name, INDArray value) {
    NDArray weight = Torch.copy(manager, value);
    weight.setRequiresGradient(true);
    weights.put(name, weight);
  }

  private NDArray longs(int[] values, long... shape) {
    return manager.create(values).toType(DataType.INT64, false).reshape(new Shape(shape));
  }

  /** Where each token stands among those of the padded captions, step after step. */
  private static int[] places(CaptionBatch batch) {
    return IntStream.range(0, batch.steps())
        .flatMap(t -> IntStream.range(0, batch.live()[t]).map(b -> t * batch.size() + b))
        .toArray();
  }

  /** Takes a step. */
  void step() {
    backward();
    update();
  }

  /**
   * Finds the gradients.
   *
   * @return the mean loss, in nats
   */
  double backward() {
    try (NDScope scope = new NDScope();
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      scope.suppressNotUsedWarning();
      NDArray loss = loss();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** Moves the weights; forgets the gradients. */
  private void update() {
    weights.forEach(
        (name, weight) -> {
          try (NDArray gradient = weight.getGradient()) {
            adam.update(name, weight, gradient);
          }
        });
  }

  private NDArray loss() {
    NDArray embedded =
        Embedding.embedding(inputs, weights.get("embedding"), SparseFormat.DENSE)
            .singletonOrThrow();
    NDList lstm =
        new NDList(
            weights.get("inputs"),
            weights.get("recurrent"),
            weights.get("bias"),
            weights.get("second bias"));
    NDArray hidden =
        embedded
            .getNDArrayInternal()
            .lstm(embedded, new NDList(images, zeros), lstm, true, 1, 0, true, false, false)
            .head();
    NDArray rows = hidden.reshape(-1, TrainingTask.UNITS);
    NDArray tokens =
        Embedding.embedding(
                spoken, rows, SparseFormat.DENSE) // PyTorch's quickest selection of rows
            .singletonOrThrow();
    NDArray logits =
        Linear.linear(tokens, weights.get("output"), weights.get("output bias")).singletonOrThrow();
    return logits.logSoftmax(-1).gather(targets, 1).mean().neg();
  }

  /** Returns what {@link #backward} found for the output layer's weights, as [H, V]. */
  float[] outputGradient() {
    try (NDArray gradient = weights.get("output").getGradient();
        NDArray turned = gradient.transpose()) {
      return turned.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
