package org.caption4j.eval.external;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program says of captions.
 *
 * @param corpus the figure over all images; NaN where the program has none
 * @param images the figure of each image by its number, in the order in which the images were
 *     given; NaN where the program has none; unmodifiable
 */
public record ExternalScores(double corpus, Map<Long, Double> images) {
  /** Copies the figures. */
  public ExternalScores {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
