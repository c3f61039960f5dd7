package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.SpecialTokens;

/** One image's sentences in {@link TorchBeamSearch}, by the rules of this project's own search. */
final class TorchBeam {
  private static final Comparator<Extension> BEST_FIRST =
      Comparator.comparingDouble(Extension::logProbability)
          .reversed()
          .thenComparingInt(Extension::parent)
          .thenComparingInt(Extension::token);

  private final BeamSettings settings;
  private final SpecialTokens special;
  private List<Partial> partials = List.of(new Partial(new int[0], 0, 0));
  private int[] best = new int[0];
  private double bestLogProbability = Double.NEGATIVE_INFINITY;
  private int lastSize;
  private boolean done;

  private record Extension(int parent, int token, double logProbability) {}

  private record Partial(int[] tokens, double logProbability, long row) {}

  TorchBeam(BeamSettings settings, SpecialTokens special) {
    this.settings = settings;
    this.special = special;
  }

  boolean isDone() {
    return done;
  }

  /** How many sentences took the last step. */
  int lastSize() {
    return lastSize;
  }

  int[] best() {
    return best;
  }

  LongStream lastTokens() {
    return partials.stream().mapToLong(p -> p.tokens[p.tokens.length - 1]);
  }

  LongStream parentRows() {
    return partials.stream().mapToLong(Partial::row);
  }

  /**
   * Takes a step.
   *
   * @param logProbabilities for each row of the batch those of its candidates, best first
   * @param tokens the candidates
   * @param firstRow this image's first row
   * @param candidates how many a row
   */
  void extend(float[] logProbabilities, long[] tokens, int firstRow, int candidates) {
    lastSize = partials.size();
    List<Extension> extensions = new ArrayList<>(lastSize * candidates);
    for (int parent = 0; parent < lastSize; parent++) {
      for (int k = 0; k < candidates; k++) {
        int at = (firstRow + parent) * candidates + k;
        double total = partials.get(parent).logProbability + logProbabilities[at];
        extensions.add(new Extension(parent, (int) tokens[at], total));
      }
    }
    extensions.sort(BEST_FIRST);
    int length = partials.get(0).tokens.length;
    List<Partial> living = new ArrayList<>();
    for (int rank = 0; rank < extensions.size() && living.size() < settings.width(); rank++) {
      Extension extension = extensions.get(rank);
      Partial parent = partials.get(extension.parent());
      if (extension.token() == special.end()) {
        if (rank < settings.width()) {
          finish(parent.tokens, extension.logProbability());
        }
      } else {
        int[] longer = Arrays.copyOf(parent.tokens, length + 1);
        longer[length] = extension.token();
        living.add(
            new Partial(longer, extension.logProbability(), (long) firstRow + extension.parent()));
      }
    }
    if (length + 1 == settings.maximumLength()) {
      living.forEach(p -> finish(p.tokens, p.logProbability));
      done = true;
    } else {
      partials = living;
      done = living.isEmpty() || living.get(0).logProbability <= bestLogProbability;
    }
  }

  private void finish(int[] tokens, double logProbability) {
    if (logProbability > bestLogProbability) {
      bestLogProbability = logProbability;
      best = tokens;
    }
  }
}
