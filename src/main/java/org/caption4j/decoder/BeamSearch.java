package org.caption4j.decoder;

import java.util.ArrayList;
import java.util.List;
import org.caption4j.tensor.LargestInRows;
import org.caption4j.tensor.RowLookup;
import org.caption4j.tensor.Scope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds likely sentences for many images at once: all partial sentences of all images take a step
 * together, as the rows of one batch.
 *
 * <p>At each step the extensions of an image's partial sentences are ranked together. Of the best,
 * those that say END are finished; up to {@code width} of the others live on. An image is done when
 * no living sentence can still overtake the finished ones that were asked for. With width 1 this is
 * greedy search.
 */
public final class BeamSearch {
  private final Inference inference;
  private final SpecialTokens special;
  private final BeamSettings settings;

  /**
   * @param decoder asked for log-probabilities; not trained while this is used
   * @param special START is fed first, END ends, START and UNK are never spoken
   * @param settings width, lengths, ranking
   */
  public BeamSearch(Decoder decoder, SpecialTokens special, BeamSettings settings) {
    this.inference = new Inference(decoder);
    this.special = special;
    this.settings = settings;
  }

  /**
   * @param images [n, D] image vectors
   * @return for each image its best hypotheses, best first: at least one, at most {@link
   *     BeamSettings#best()}
   */
  public List<List<Hypothesis>> search(INDArray images) {
    int n = Math.toIntExact(images.size(0));
    List<Beam> beams = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      beams.add(new Beam(settings, special));
    }
    List<INDArray> state = List.of();
    List<Beam> live = beams;
    try {
      for (int length = 0; !live.isEmpty(); length++) {
        List<INDArray> before = state;
        try (Scope scope = Scope.open("beam search")) {
          Inference.Step step =
              length == 0
                  ? inference.begin(images, special.start())
                  : inference.next(state, lastTokens(live));
          extend(live, length, step.logProbabilities());
          live = live.stream().filter(beam -> !beam.isDone()).toList();
          state = survivors(live, step.state());
        }
        before.forEach(INDArray::close);
      }
    } finally {
      state.forEach(INDArray::close);
    }
    return beams.stream().map(Beam::best).toList();
  }

  private static int[] lastTokens(List<Beam> live) {
    return live.stream().flatMapToInt(Beam::lastTokens).toArray();
  }

  /**
   * Lets each beam see the rows of its partial sentences, which lie one after another. A sentence
   * has at most {@code width} extensions that live on, and may end once.
   */
  private void extend(List<Beam> live, int length, INDArray logProbabilities) {
    LargestInRows best = LargestInRows.of(logProbabilities, settings.width() + 1, unspoken(length));
    int row = 0;
    for (Beam beam : live) {
      int rows = beam.size();
      beam.extend(best, row);
      row += rows;
    }
  }

  /** Tokens that may not be said after {@code length} words. */
  private int[] unspoken(int length) {
    return length < settings.minimumLength()
        ? new int[] {special.start(), special.unknown(), special.end()}
        : new int[] {special.start(), special.unknown()};
  }

  /** The states of the sentences that live on, in their new order, outside the scope. */
  private static List<INDArray> survivors(List<Beam> live, List<INDArray> state) {
    int[] rows = live.stream().flatMapToInt(Beam::parentRows).toArray();
    List<INDArray> kept = new ArrayList<>(state.size());
    if (rows.length == 0) {
      return kept;
    }
    for (INDArray array : state) {
      INDArray selected = Nd4j.createUninitialized(array.dataType(), rows.length, array.size(1));
      RowLookup.gather(array, rows, selected);
      kept.add(selected.detach());
    }
    return kept;
  }
}
