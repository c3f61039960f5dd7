package org.caption4j.eval.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpiceScorerTest {
  private static final List<TokenizedText> TWO =
      List.of(
          new TokenizedText(7, "a \"green\" boat", List.of("the boat is green", "boats")),
          new TokenizedText(3, "", List.of("a caf\u00e9 \ud83d\ude00")));

  @TempDir static Path folder;
  private static FakeProgram program;

  @BeforeAll
  static void compile() throws IOException {
    program = FakeProgram.spice(folder);
  }

  private static ExternalScores score(String mode, String answer) throws IOException {
    program.being(mode).answering(answer);
    return new SpiceScorer(
            program.jar(),
            ExternalSettings.spice().withHeap("64m").withLimit(Duration.ofSeconds(5)))
        .score(TWO, ScoringListener.SILENT);
  }

  private static String results(String f7, String f3) {
    return """
        [{"image_id": 3, "scores": {"Object": {"f": 0.9}, "All": {"pr": 1, "re": 0.1, "f": %s}}},
         {"image_id": 7, "scores": {"All": {"f": %s}}}]
        """
        .formatted(f3, f7);
  }

  private static void assertFails(String answer, String expected) {
    assertThatThrownBy(() -> score("answer", answer))
        .isInstanceOf(BadInputException.class)
        .message()
        .startsWith("SPICE (" + program.jar() + "): ")
        .contains(expected)
        .endsWith("it said:\n  Parsing reference captions");
  }

  @Test
  void scoresByTheFilesOfCocoCaption() throws IOException {
    ExternalScores scores = score("answer", results("0.25", "0.5"));
    assertThat(scores.images()).containsExactly(entry(7L, 0.25), entry(3L, 0.5));
    assertThat(scores.corpus()).isEqualTo(0.375);
    assertThat(new SpiceScorer(program.jar(), ExternalSettings.spice()).metric())
        .isEqualTo(Metric.SPICE);

    List<String> args = program.noted("args").lines().toList();
    assertThat(args)
        .hasSize(7)
        .containsSubsequence("-cache", folder.resolve("cache").toString(), "-out")
        .endsWith("-subset", "-silent");
    assertThat(program.noted("cacheThere")).isEqualTo("true");
    assertThat(program.noted("folder")).isEqualTo(folder.toRealPath().toString());
    assertThat(program.noted("input"))
        .isEqualTo(
            "[{\"image_id\":3,\"test\":\"\",\"refs\":[\"a caf\\u00E9 \\uD83D\\uDE00\"]},"
                + "{\"image_id\":7,\"test\":\"a \\\"green\\\" boat\","
                + "\"refs\":[\"the boat is green\",\"boats\"]}]");
    assertThat(Path.of(args.get(0))).doesNotExist();
    assertThat(Path.of(args.get(0)).getParent()).doesNotExist();
  }

  @Test
  void makesTheMeanNotANumberWhereOneFigureIs() throws IOException {
    for (String figure : List.of("null", "NaN", "\"none\"")) {
      ExternalScores scores = score("answer", results(figure, "0.5"));
      assertThat(scores.images()).containsExactly(entry(7L, Double.NaN), entry(3L, 0.5));
      assertThat(scores.corpus()).isNaN();
    }
  }

  @Test
  void keepsParsesElsewhereWhereTheCacheIsNoFolder(@TempDir Path other) throws IOException {
    FakeProgram spice = FakeProgram.spice(other).being("answer").answering(results("1", "1"));
    Files.createFile(other.resolve("cache"));
    new SpiceScorer(spice.jar(), ExternalSettings.spice().withHeap("64m"))
        .score(TWO, ScoringListener.SILENT);
    Path cache = Path.of(spice.noted("args").lines().toList().get(2));
    assertThat(cache).isNotEqualTo(other.resolve("cache")).doesNotExist();
    assertThat(spice.noted("cacheThere")).isEqualTo("true");
  }

  @Test
  void tellsUnexpectedResults() {
    assertFails("Exception", "expected results, found no JSON: ");
    assertFails("", "expected a list of results, found ''");
    assertFails("{\"image_id\": 3}", "expected a list of results, found '{\"image_id\":3}'");
    assertFails(
        "[{\"image_id\": 3}]",
        "expected a result with image_id and scores, found '{\"image_id\":3}'");
    assertFails(
        "[{\"image_id\": 3, \"scores\": {\"All\": {\"f\": 1}}}]",
        "expected results of 2 images, found 1, none of image 7");
    assertFails(
        results("0.5", "0.5").replace("3", "4"),
        "found a result of image 4, which it was not given");
    assertFails(results("0.5", "0.5").replace("3", "7"), "found two results of image 7");
  }

  @Test
  void tellsAProgramThatFails() {
    assertThatThrownBy(() -> score("die", ""))
        .hasMessageContaining("failed with exit code 3; it said:\n  reason 11\n");
    assertThatThrownBy(() -> score("silent", ""))
        .hasMessageContaining("expected results, found none written");
  }

  @Test
  void stopsAProgramThatHangs() {
    assertThatThrownBy(
            () ->
                new SpiceScorer(
                        program.being("hang").jar(),
                        ExternalSettings.spice().withHeap("64m").withLimit(Duration.ofSeconds(1)))
                    .score(TWO, ScoringListener.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not done after 1 s, stopped while waiting for its end");
  }
}
