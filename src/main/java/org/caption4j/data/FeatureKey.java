package org.caption4j.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * What image vectors depend on, besides the photos. Vectors of different keys never mix.
 *
 * @param encoder the network and its layer
 * @param weights a fingerprint of the network's weights
 * @param preprocessing how a photo becomes the network's input, or a fingerprint of that
 * @param dimension how many numbers a vector has, at least 1
 */
public record FeatureKey(
    @JsonProperty(required = true) String encoder,
    @JsonProperty(required = true) String weights,
    @JsonProperty(required = true) String preprocessing,
    @JsonProperty(required = true) int dimension) {
  /** Checks the dimension. */
  public FeatureKey {
    if (dimension < 1) {
      throw new IllegalArgumentException("expected a dimension of 1 or more: " + dimension);
    }
  }

  /** Says in which parts {@code found} differs from this key; empty where it does not. */
  String differences(FeatureKey found) {
    List<String> parts = new ArrayList<>();
    compare("encoder", encoder, found.encoder, parts);
    compare("weights", weights, found.weights, parts);
    compare("preprocessing", preprocessing, found.preprocessing, parts);
    compare("dimension", dimension, found.dimension, parts);
    return String.join("; ", parts);
  }

  private static void compare(String part, Object expected, Object found, List<String> parts) {
    if (!expected.equals(found)) {
      parts.add("expected " + part + " " + expected + ", found " + found);
    }
  }
}
