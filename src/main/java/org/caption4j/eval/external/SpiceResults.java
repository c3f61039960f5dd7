package org.caption4j.eval.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What SPICE wrote: a list of {@code image_id} and {@code scores}, with {@code f} of "All". */
final class SpiceResults {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final ChildProcess child;
  private final Map<Long, Double> figures = new LinkedHashMap<>();

  /**
   * @param child whose failure bad results are
   * @param texts that it scored
   */
  SpiceResults(ChildProcess child, List<TokenizedText> texts) {
    this.child = child;
    texts.forEach(text -> figures.put(text.id(), null));
  }

  ExternalScores read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw child.failure("expected results, found none written");
    }
    double sum = 0;
    JsonNode list = parse(file);
    for (JsonNode result : list) {
      sum += take(result);
    }
    for (Map.Entry<Long, Double> figure : figures.entrySet()) {
      if (figure.getValue() == null) {
        throw child.failure(
            "expected results of %d images, found %d, none of image %d"
                .formatted(figures.size(), list.size(), figure.getKey()));
      }
    }
    return new ExternalScores(sum / figures.size(), figures);
  }

  private JsonNode parse(Path file) throws IOException {
    try {
      JsonNode list = JSON.readTree(file.toFile());
      if (!list.isArray()) {
        throw child.failure("expected a list of results, found " + Excerpt.of(list.toString()));
      }
      return list;
    } catch (JsonProcessingException e) {
      throw child.failure("expected results, found no JSON: " + e.getOriginalMessage());
    }
  }

  private double take(JsonNode result) throws IOException {
    JsonNode id = result.path("image_id");
    JsonNode f = result.path("scores").path("All").path("f");
    if (!id.isIntegralNumber() || f.isMissingNode()) {
      throw child.failure(
          "expected a result with image_id and scores, found " + Excerpt.of(result.toString()));
    }
    long image = id.longValue();
    if (!figures.containsKey(image)) {
      throw child.failure("found a result of image %d, which it was not given".formatted(image));
    }
    // NaN for null, and for all that is no number
    double figure = f.asDouble(Double.NaN);
    if (figures.put(image, figure) != null) {
      throw child.failure("found two results of image " + image);
    }
    return figure;
  }
}
