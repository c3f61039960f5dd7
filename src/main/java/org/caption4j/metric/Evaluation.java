package org.caption4j.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good captions are.
 *
 * @param corpus figures over all images
 * @param images figures of each image by its number, in the order in which the images were given;
 *     unmodifiable
 */
public record Evaluation(Scores corpus, Map<Long, Scores> images) {
  /** Copies the figures. */
  public Evaluation {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
