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
 * state, which costs PyTorch least: no product more than it takes anyway.
 */
final class TorchTraining implements AutoCloseable {
  private final NDManager manager = Torch.manager();
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final NDArray inputs;
  private final NDArray targets;
  private final NDArray counts;
  private final NDArray images;
  private final NDArray zeros;
  private final int targetCount;
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
    inputs = longs(batch.inputs(), batch.steps(), batch.size());
    targets = longs(IntStream.of(batch.targets()).map(t -> Math.max(0, t)).toArray(), -1, 1);
    counts = manager.create(ones(batch.targets())).reshape(-1, 1);
    images = Torch.copy(manager, batch.images()).expandDims(0);
    zeros = images.zerosLike();
    targetCount = batch.targetCount();
  }

  private void add(String name, INDArray value) {
    NDArray weight = Torch.copy(manager, value);
    weight.setRequiresGradient(true);
    weights.put(name, weight);
  }

  private NDArray longs(int[] values, long... shape) {
    return manager.create(values).toType(DataType.INT64, false).reshape(new Shape(shape));
  }

  /** 1 where there is a target, 0 where a caption has ended. */
  private static float[] ones(int... targets) {
    float[] counts = new float[targets.length];
    for (int k = 0; k < counts.length; k++) {
      counts[k] = targets[k] == CaptionBatch.NO_TARGET ? 0 : 1;
    }
    return counts;
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
    NDArray logits =
        Linear.linear(
                hidden.reshape(-1, TrainingTask.UNITS),
                weights.get("output"),
                weights.get("output bias"))
            .singletonOrThrow();
    return logits.logSoftmax(-1).gather(targets, 1).mul(counts).sum().div(-targetCount);
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
