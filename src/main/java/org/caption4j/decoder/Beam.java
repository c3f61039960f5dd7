package org.caption4j.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.tensor.LargestInRows;

/** The partial and finished sentences of one image. */
final class Beam {
  /**
   * Best first; of equals the earlier parent, then the smaller token, so that a search is
   * repeatable.
   */
  private static final Comparator<Extension> BEST_FIRST =
      Comparator.comparingDouble(Extension::logProbability)
          .reversed()
          .thenComparingInt(Extension::parent)
          .thenComparingInt(Extension::token);

  private static final Comparator<Hypothesis> HIGHEST_SCORE =
      Comparator.comparingDouble(Hypothesis::score).reversed();

  private final BeamSettings settings;
  private final SpecialTokens special;
  private final List<Hypothesis> finished = new ArrayList<>();
  private List<Partial> partials = List.of(new Partial(new int[0], 0, 0));
  private boolean done;

  Beam(BeamSettings settings, SpecialTokens special) {
    this.settings = settings;
    this.special = special;
  }

  /** How many partial sentences want a step. */
  int size() {
    return partials.size();
  }

  boolean isDone() {
    return done;
  }

  /** What each partial sentence said last. */
  IntStream lastTokens() {
    return partials.stream().mapToInt(p -> p.tokens[p.tokens.length - 1]);
  }

  /** For each partial sentence the row of the state that it continues. */
  IntStream parentRows() {
    return partials.stream().mapToInt(Partial::row);
  }

  /** The finished sentences, best first. */
  List<Hypothesis> best() {
    finished.sort(HIGHEST_SCORE);
    return List.copyOf(finished.subList(0, Math.min(settings.best(), finished.size())));
  }

  /**
   * Takes a step.
   *
   * @param best log-probabilities of each partial sentence's likeliest tokens
   * @param firstRow row of the first partial sentence in the batch
   */
  void extend(LargestInRows best, int firstRow) {
    int length = partials.get(0).tokens.length;
    List<Partial> living = new ArrayList<>();
    int rank = 0;
    for (Extension extension : ranked(best, firstRow)) {
      Partial parent = partials.get(extension.parent());
      if (extension.token() != special.end()) {
        if (living.size() < settings.width()) {
          living.add(parent.plus(extension, firstRow));
        }
      } else if (rank < settings.width()) {
        finish(parent.tokens, extension.logProbability(), true);
      }
      rank++;
    }
    if (length + 1 == settings.maximumLength()) {
      living.forEach(p -> finish(p.tokens, p.logProbability, false));
      done = true;
    } else {
      partials = living;
      done = living.isEmpty() || cannotBeOvertaken(living.get(0).logProbability);
    }
  }

  /** The extensions of all partial sentences, best first. */
  private List<Extension> ranked(LargestInRows best, int firstRow) {
    List<Extension> ranked = new ArrayList<>();
    for (int parent = 0; parent < partials.size(); parent++) {
      int[] tokens = best.columns()[firstRow + parent];
      double[] logProbabilities = best.values()[firstRow + parent];
      double before = partials.get(parent).logProbability;
      for (int k = 0; k < tokens.length; k++) {
        ranked.add(new Extension(parent, tokens[k], before + logProbabilities[k]));
      }
    }
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  private void finish(int[] tokens, double logProbability, boolean complete) {
    int said = tokens.length + (complete ? 1 : 0);
    finished.add(
        new Hypothesis(tokens, logProbability, complete, settings.score(logProbability, said)));
  }

  /**
   * Log-probabilities only fall, so no descendant can score above the best living one at the most
   * lenient length.
   */
  private boolean cannotBeOvertaken(double bestLiving) {
    if (finished.size() < settings.best()) {
      return false;
    }
    finished.sort(HIGHEST_SCORE);
    double toBeat = finished.get(settings.best() - 1).score();
    return settings.score(bestLiving, settings.maximumLength()) <= toBeat;
  }

  private record Extension(int parent, int token, double logProbability) {}

  private record Partial(int[] tokens, double logProbability, int row) {
    Partial plus(Extension extension, int firstRow) {
      int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
      longer[tokens.length] = extension.token();
      return new Partial(longer, extension.logProbability(), firstRow + extension.parent());
    }
  }
}
