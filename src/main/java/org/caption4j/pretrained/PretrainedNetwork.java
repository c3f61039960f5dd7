package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * A network whose weights somebody has published.
 *
 * @param name by which it is asked for
 * @param architecture the network's layers, as the encoders name them
 * @param description a few words
 * @param sources of its weights, tried in this order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PretrainedNetwork(
    String name, String architecture, String description, List<Source> sources) {

  /**
   * @throws IllegalArgumentException if the name cannot be meant
   */
  public PretrainedNetwork {
    if (!WeightsName.isAllowed(name)) {
      throw new IllegalArgumentException("name: " + WeightsName.fault(name));
    }
    if (sources != null && sources.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("sources: expected a source but found null");
    }
    sources = sources == null ? List.of() : List.copyOf(sources);
  }
}
