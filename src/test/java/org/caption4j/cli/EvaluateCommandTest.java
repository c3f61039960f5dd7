package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.caption4j.cli.CommandResult.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results and references to scores, through the command line; CommandLineTest has photos too. */
class EvaluateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path references;
  private Path results;

  private CommandResult evaluate(Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("evaluate", "--annotations", references, "--results", results));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  @BeforeEach
  void writeThreeImages() throws IOException {
    references =
        Files.writeString(
            folder.resolve("the references.json"),
            """
            {"images": [
               {"id": 1, "file_name": "one.jpg"},
               {"id": 2, "file_name": "two.jpg"},
               {"id": 3, "file_name": "three.jpg"}],
             "annotations": [
               {"image_id": 1, "caption": "A boat lies on the shore."},
               {"image_id": 1, "caption": "An old boat on a beach"},
               {"image_id": 2, "caption": "Two horses, side by side"},
               {"image_id": 3, "caption": "A man paints a fence."}]}""");
    results =
        results(
            """
            [{"image_id": 1, "caption": "a boat lies on the shore"},
             {"image_id": 2, "caption": "two horses side by side"},
             {"image_id": 3, "caption": "a boat lies on the shore"}]""");
  }

  private Path results(String json) throws IOException {
    return Files.writeString(folder.resolve("results.json"), json);
  }

  @Test
  void printsATable() {
    CommandResult result = evaluate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("Metric   Score\n")
        .containsPattern("(?m)^Bleu_4 +0\\.\\d{3}$")
        .containsPattern("(?m)^ROUGE_L +0\\.\\d{3}$")
        .containsPattern("(?m)^CIDEr +\\d\\.\\d{3}$")
        .containsPattern("(?m)^Distinct captions +2 \\(66\\.7 %\\)$")
        .contains("METEOR was not computed", "SPICE was not computed");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void figuresAreTheSameInAllLocales() throws IOException, InterruptedException {
    Process arabic =
        new ProcessBuilder(
                ChildProgram.java(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                ChildProgram.classPath(),
                Main.class.getName(),
                "evaluate",
                "--annotations",
                references.toString(),
                "--results",
                results.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(arabic.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(arabic.waitFor()).isZero();
    assertThat(said).isEqualTo(evaluate().out()).containsPattern("Distinct captions +2 ");
  }

  @Test
  void resultsMayBeThoseOfBatch() throws IOException {
    String scores = evaluate().out();
    results(
        """
        {"path":"photos/one.jpg","caption":"a boat lies on the shore","logProbability":-1}
        {"path":"photos/two.jpg","caption":"two horses side by side","logProbability":-1}
        {"path":"photos/three.jpg","caption":"a boat lies on the shore","logProbability":-1}
        """);
    CommandResult result = evaluate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(scores);
  }

  @Test
  void theCiderOfASingleImageIsExplained() {
    assertThat(evaluate("--subset", "1").out())
        .containsPattern("CIDEr +0\\.000")
        .contains("CIDEr of a single image is 0: ");
    assertThat(evaluate().out()).doesNotContain("single image");
  }

  @Test
  void blankCaptionsAreScoredAsEmptyOnesAndTold() throws IOException {
    results(
        """
        [{"image_id": 1, "caption": "a boat lies on the shore"},
         {"image_id": "2", "caption": null},
         {"image_id": 3.0, "caption": " "}]""");
    Path json = folder.resolve("scores.json");
    CommandResult result = evaluate("--json", json);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err().lines())
        .containsExactly(
            "caption4j: warning: results.json: 2 of 3 captions are null or blank, and are scored as empty sentences");
    JsonNode report = JSON.readTree(json.toFile());
    assertThat(report.path("per_image").path("1").path("ROUGE_L").asDouble()).isEqualTo(1);
    assertThat(report.path("per_image").path("2").path("ROUGE_L").asDouble()).isZero();
    assertThat(report.path("per_image").path("3").path("CIDEr").asDouble()).isZero();
  }

  @Test
  void referencesLeftOutAreTold() throws IOException {
    String all = Files.readString(references);
    Files.writeString(references, all.replace("\"An old boat on a beach\"", "null"));
    CommandResult result = evaluate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err().lines())
        .containsExactly(
            "caption4j: warning: the references.json: left out 1 null or blank captions");
  }

  @Test
  void jsonHasTheEvaluatorsNames() throws IOException {
    Path json = folder.resolve("new folder").resolve("scores.json");
    assertThat(evaluate("--json", json).exitCode()).isZero();
    JsonNode report = JSON.readTree(json.toFile());
    assertThat(report.path("metrics").fieldNames())
        .toIterable()
        .containsExactly("Bleu_1", "Bleu_2", "Bleu_3", "Bleu_4", "ROUGE_L", "CIDEr");
    assertThat(report.path("per_image").fieldNames()).toIterable().containsExactly("1", "2", "3");
    JsonNode second = report.path("per_image").path("2");
    assertThat(second.path("ROUGE_L").asDouble()).isEqualTo(1);
    assertThat(second.path("Bleu_4").asDouble()).isCloseTo(1, within(1e-6));
    // 6 + 5 + 6 words, of which the first two captions' 11 and one "a" are right
    assertThat(report.path("metrics").path("Bleu_1").asDouble()).isCloseTo(12.0 / 17, within(1e-6));
  }

  @Test
  void recitedCaptionsAreTold() throws IOException {
    Path training =
        Files.writeString(
            folder.resolve("training.json"),
            """
            {"images": [{"id": 9, "file_name": "nine.jpg"}],
             "annotations": [{"image_id": 9, "caption": "A boat lies on the shore!"}]}""");
    assertThat(evaluate("--train-annotations", training).out())
        .containsPattern("(?m)^Word for word in the training captions +66\\.7 %$");
  }

  @Test
  void chineseIsScoredByCharacters() throws IOException {
    references =
        Files.writeString(
            folder.resolve("zh.json"),
            """
            {"images": [{"id": 1, "file_name": "one.jpg"}],
             "annotations": [{"image_id": 1, "caption": "两只狗在草地上。"}]}""");
    results("[{\"image_id\": 1, \"caption\": \"两只猫在草地上\"}]");
    Path json = folder.resolve("zh-scores.json");
    CommandResult result = evaluate("--lang", "zh", "--json", json);
    assertThat(result.out()).contains("one a Han character");
    assertThat(JSON.readTree(json.toFile()).path("metrics").path("Bleu_1").asDouble())
        .isCloseTo(6.0 / 7, within(1e-6));
  }

  @Test
  void theMissingAreScoredOnlyOnRequest() throws IOException {
    results("[{\"image_id\": 2, \"caption\": \"two horses side by side\"}]");
    CommandResult refused = evaluate();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err()).contains("none of 2 of them: 1, 3");
    assertThat(refused.out()).isEmpty();
    Path json = folder.resolve("scores.json");
    CommandResult allowed = evaluate("--allow-missing", "--json", json);
    assertThat(allowed.exitCode()).isZero();
    assertThat(allowed.out()).contains("2 of 3 images have no caption");
    assertThat(JSON.readTree(json.toFile()).path("missing")).hasSize(2);
    assertThat(evaluate("--subset", "2").exitCode()).isZero();
  }

  @Test
  void aSubsetMayStandInAFile() throws IOException {
    Path ids = Files.writeString(folder.resolve("some ids.txt"), "2\n3\n");
    Path json = folder.resolve("scores.json");
    assertThat(evaluate("--subset", ids, "--json", json).exitCode()).isZero();
    assertThat(JSON.readTree(json.toFile()).path("per_image").fieldNames())
        .toIterable()
        .containsExactly("2", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17     | the subset: expected images that have captions in the references.json",
        "1,x    | --subset 1,x: expected numbers such as 17,26,29, or a file of them, found neither",
        "','    | expected numbers of images, found ''",
        "none.txt | found neither"
      })
  void otherSubsetsAreRefused(String subset, String expected) {
    CommandResult result = evaluate("--subset", subset);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(expected);
  }

  @Test
  void captionsOfUnknownImagesAreRefused() throws IOException {
    results("[{\"image_id\": 4, \"caption\": \"a cat\"}]");
    CommandResult result = evaluate();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("found 1 that have none there: 4");
  }

  @Test
  void wrongFilesGiveOneLine() throws IOException {
    Files.write(
        results,
        "[{\"image_id\": 1, \"caption\": \"caf\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1));
    CommandResult encoding = evaluate();
    assertThat(encoding.exitCode()).isEqualTo(1);
    assertThat(encoding.err().lines()).hasSize(1);
    assertThat(encoding.err()).contains("expected text in UTF-8");
    CommandResult swapped = run("evaluate", "--annotations", references, "--results", references);
    assertThat(swapped.exitCode()).isEqualTo(1);
    assertThat(swapped.err()).contains("is this a file of reference captions?");
  }

  @Test
  void absentProgramsAreANote() {
    CommandResult result = evaluate("--meteor-jar", folder.resolve("no-meteor.jar"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("METEOR was not computed: there is no ");
  }

  @Test
  void somethingElseThanAJarIsAFault() {
    CommandResult result = evaluate("--meteor-jar", references);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains("the references.json");
  }

  @Test
  void aPageIsWrittenWithoutPhotosToo() throws IOException {
    Path page = folder.resolve("page.html");
    CommandResult result = evaluate("--html", page);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readString(page))
        .contains("two horses side by side", "three.jpg", "the page was made without --images");
  }

  @Test
  void wrongUsageIsTold() {
    CommandResult nothing = run("evaluate", "--annotations", references);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("expected captions to score");
    CommandResult both = evaluate("--beam", "5");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--beam is for captions made here");
    CommandResult language = evaluate("--lang", "xx");
    assertThat(language.exitCode()).isEqualTo(2);
    assertThat(language.err()).contains("expected a language out of en, zh, found 'xx'");
  }

  @Test
  void aFolderIsNoFileToWrite() {
    CommandResult result = evaluate("--html", folder);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(folder + ": is a folder, expected the name of a file");
  }

  @Test
  void aTimeIsAtLeastAMinute() {
    CommandResult result = evaluate("--program-minutes", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--program-minutes: expected 1 to 100000, found 0");
  }
}
