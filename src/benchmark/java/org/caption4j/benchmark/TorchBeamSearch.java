package org.caption4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.SpecialTokens;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Beam search whose numbers stay with PyTorch: one product for all gates of a step, softmax and the
 * best tokens of every row there; what Java sees of a step is a few candidates a sentence.
 */
final class TorchBeamSearch implements AutoCloseable {
  private final NDManager manager = Torch.manager();
  private final SpecialTokens special;
  private final BeamSettings settings;
  private final long units;
  private final NDArray embedding;
  private final NDArray gates;
  private final NDArray bias;
  private final NDArray image;
  private final NDArray output;
  private final NDArray outputBias;
  private final NDArray unspoken;
  private final NDArray unspokenAtFirst;

  /** Sentences that take a step together: their hidden and cell states, [n, H]. */
  private record State(NDArray hidden, NDArray cell) {
    State rows(NDArray numbers) {
      return new State(select(hidden, numbers), select(cell, numbers));
    }
  }

  TorchBeamSearch(Decoder decoder, SpecialTokens special, BeamSettings settings) {
    this.special = special;
    this.settings = settings;
    this.units = decoder.config().hiddenSize();
    Parameters parameters = decoder.parameters();
    embedding = Torch.copy(manager, parameters.get(Parameters.EMBEDDING));
    gates =
        Torch.transpose(
            manager,
            Nd4j.concat(0, parameters.get(Parameters.INPUT), parameters.get(Parameters.RECURRENT)));
    bias = Torch.copy(manager, parameters.get(Parameters.BIAS)).reshape(-1);
    image = Torch.transpose(manager, parameters.get(Parameters.IMAGE));
    output = Torch.transpose(manager, parameters.get(Parameters.OUTPUT));
    outputBias = Torch.copy(manager, parameters.get(Parameters.OUTPUT_BIAS)).reshape(-1);
    unspoken = impossible(special.start(), special.unknown());
    unspokenAtFirst =
        settings.minimumLength() > 0
            ? impossible(special.start(), special.unknown(), special.end())
            : unspoken;
  }

  /** Zeros, and minus infinity for some tokens. */
  private NDArray impossible(int... tokens) {
    float[] row = new float[Math.toIntExact(outputBias.size())];
    for (int token : tokens) {
      row[token] = Float.NEGATIVE_INFINITY;
    }
    return manager.create(row);
  }

  private static NDArray select(NDArray table, NDArray rows) {
    return Embedding.embedding(rows, table, SparseFormat.DENSE).singletonOrThrow();
  }

  /**
   * Brings image vectors to PyTorch.
   *
   * @param images [n, D]
   * @return finds the best sentence of each
   */
  Supplier<List<int[]>> searching(INDArray images) {
    NDArray vectors = Torch.copy(manager, images);
    return () -> {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        return search(vectors);
      }
    };
  }

  private List<int[]> search(NDArray images) {
    int n = Math.toIntExact(images.getShape().get(0));
    List<TorchBeam> beams = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      beams.add(new TorchBeam(settings, special));
    }
    List<TorchBeam> live = beams;
    long[] said = new long[n];
    Arrays.fill(said, special.start());
    NDArray zeros = manager.zeros(new Shape(n, units));
    State state = new State(zeros, zeros);
    NDArray shown = Linear.linear(images, image).singletonOrThrow();
    for (int length = 0; !live.isEmpty(); length++) {
      State next = step(state, said, shown);
      shown = null;
      extend(live, next.hidden(), length < settings.minimumLength() ? unspokenAtFirst : unspoken);
      live = live.stream().filter(beam -> !beam.isDone()).toList();
      said = live.stream().flatMapToLong(TorchBeam::lastTokens).toArray();
      if (!live.isEmpty()) {
        long[] rows = live.stream().flatMapToLong(TorchBeam::parentRows).toArray();
        state = next.rows(manager.create(rows));
      }
    }
    return beams.stream().map(TorchBeam::best).toList();
  }

  /** One step; {@code shown} is what the image adds to the pre-activations, or null. */
  private State step(State state, long[] said, NDArray shown) {
    NDArray words = select(embedding, manager.create(said));
    NDArray seen = NDArrays.concat(new NDList(words, state.hidden()), 1);
    NDArray z = Linear.linear(seen, gates, bias).singletonOrThrow();
    if (shown != null) {
      z.addi(shown);
    }
    NDList parts = z.split(new long[] {3 * units}, 1);
    NDList open = Activation.sigmoid(parts.get(0)).split(new long[] {units, 2 * units}, 1);
    NDArray candidate = parts.get(1).tanh();
    NDArray cell = open.get(1).mul(state.cell()).addi(candidate.muli(open.get(0)));
    return new State(cell.tanh().muli(open.get(2)), cell);
  }

  private void extend(List<TorchBeam> live, NDArray hidden, NDArray impossible) {
    NDArray scores = Linear.linear(hidden, output, outputBias).singletonOrThrow().logSoftmax(-1);
    int candidates = settings.width() + 1;
    NDList best = scores.addi(impossible).topK(candidates, 1, true, true);
    float[] logProbabilities = best.get(0).toFloatArray();
    long[] tokens = best.get(1).toLongArray();
    int row = 0;
    for (TorchBeam beam : live) {
      beam.extend(logProbabilities, tokens, row, candidates);
      row += beam.lastSize();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
