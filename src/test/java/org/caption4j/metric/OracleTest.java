package org.caption4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;
import org.junit.jupiter.api.Test;

/** The COCO evaluator's own figures, where they lie beside the checkout. */
class OracleTest {
  private static final CaptionTokenizer TOKENIZER = new EnglishTokenizer();
  private static final Offset<Double> EQUAL = within(1e-9);
  private static final Path FOLDER = Path.of("../shared/oracle");
  private static final Path CAPTIONS = Path.of("../shared/data/flickr8k/captions_dev.json");

  @Test
  void everyFigureIsThatOfTheCocoEvaluator() throws IOException {
    assumeTrue(Files.exists(FOLDER), () -> FOLDER + " is absent");
    assumeTrue(Files.exists(CAPTIONS), () -> CAPTIONS + " is absent");
    JsonNode expected = json("flickr8k_dev_expected.json");
    Evaluation found = new Evaluator(TOKENIZER).evaluate(candidates());
    compare("all", expected.get("metrics"), found.corpus(), 6);
    JsonNode images = expected.get("per_image");
    assertThat(found.images()).hasSize(1000).hasSameSizeAs(images);
    found.images().forEach((id, scores) -> compare("image " + id, images.get("" + id), scores, 4));
  }

  private static void compare(String what, JsonNode expected, Scores found, int figures) {
    List<Metric> metrics =
        Stream.of(Metric.values()).filter(metric -> expected.has(metric.label())).toList();
    assertThat(metrics).hasSize(figures);
    for (Metric metric : metrics) {
      assertThat(found.get(metric).orElseThrow())
          .as(what + " " + metric)
          .isCloseTo(expected.get(metric.label()).doubleValue(), EQUAL);
    }
  }

  private static List<Candidate> candidates() throws IOException {
    Map<Long, String> captions = new HashMap<>();
    for (JsonNode result : json("flickr8k_dev_results.json")) {
      captions.put(result.get("image_id").longValue(), result.get("caption").textValue());
    }
    List<Candidate> candidates = new ArrayList<>();
    for (CaptionedImage image : CaptionDataSets.read(CAPTIONS.toString()).images()) {
      candidates.add(new Candidate(image.id(), captions.get(image.id()), image.captions()));
    }
    return candidates;
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
  }
}
