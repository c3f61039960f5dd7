package org.caption4j.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the best epoch of a training is chosen by. */
public enum Criterion {
  /** The perplexity of the validation captions: the lowest is the best. */
  @JsonProperty("perplexity")
  PERPLEXITY,
  /**
   * CIDEr-D of sentences found by beam search for the validation photos: the highest is the best.
   */
  @JsonProperty("cider")
  CIDER;

  /**
   * Returns the best epoch, the first of equals.
   *
   * @param epochs at least one
   * @throws java.util.NoSuchElementException if there is none
   */
  public EpochFigures best(List<EpochFigures> epochs) {
    return epochs.stream().min(Comparator.comparingDouble(this::cost)).orElseThrow();
  }

  /** Returns the name and the value of the figure, for people: {@code validation CIDEr 0.412}. */
  public String describe(EpochFigures figures) {
    return switch (this) {
      case PERPLEXITY ->
          String.format(Locale.ROOT, "validation perplexity %.2f", figures.validationPerplexity());
      case CIDER -> String.format(Locale.ROOT, "validation CIDEr %.3f", figures.cider());
    };
  }

  /** Returns a number that is lower the better an epoch is. */
  double cost(EpochFigures figures) {
    return switch (this) {
      case PERPLEXITY -> figures.validationLoss();
      case CIDER -> -figures.cider();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
