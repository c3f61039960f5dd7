package org.caption4j.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Figures by metric, in the order of {@link Metric}.
 *
 * @param values the metrics that were computed; unmodifiable
 */
public record Scores(Map<Metric, Double> values) {
  /** Copies the figures. */
  public Scores {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns a figure; empty where the metric was not computed. */
  public OptionalDouble get(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns these figures with another one. */
  public Scores with(Metric metric, double value) {
    EnumMap<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(values);
    more.put(metric, value);
    return new Scores(more);
  }
}
