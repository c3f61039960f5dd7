package org.caption4j.eval.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MeteorScorerTest {
  private static final List<TokenizedText> THREE =
      List.of(
          new TokenizedText(7, "a green boat", List.of("the boat is green", "boats")),
          new TokenizedText(3, "two  caf\u00e9s ||| \ud83d\ude00", List.of("a caf\u00e9")),
          new TokenizedText(5, "", List.of("nothing at all", "", "empty")));

  @TempDir static Path folder;
  private static FakeProgram program;

  @BeforeAll
  static void compile() throws IOException {
    program = FakeProgram.meteor(folder);
  }

  private static MeteorScorer scorer(String mode, Duration limit) throws IOException {
    return new MeteorScorer(
        program.being(mode).jar(), ExternalSettings.meteor().withHeap("64m").withLimit(limit));
  }

  private static MeteorScorer scorer(String mode) throws IOException {
    return scorer(mode, Duration.ofSeconds(20));
  }

  private static void assertFails(MeteorScorer scorer, String... parts) {
    assertThatThrownBy(() -> scorer.score(THREE, ScoringListener.SILENT))
        .isInstanceOf(BadInputException.class)
        .message()
        .startsWith("METEOR (" + program.jar() + "): ")
        .contains(parts);
  }

  @Test
  void scoresByTheProtocolOfCocoCaption() throws IOException {
    List<String> progress = new ArrayList<>();
    ScoringListener listener =
        new ScoringListener() {
          @Override
          public void progress(int done, int images) {
            progress.add(done + "/" + images);
          }
        };
    MeteorScorer scorer = scorer("score");
    ExternalScores scores = scorer.score(THREE, listener);
    assertThat(scorer.metric()).isEqualTo(Metric.METEOR);
    assertThat(scores.images()).containsExactly(entry(7L, 0.03), entry(3L, 0.03), entry(5L, 0.0));
    assertThat(scores.corpus()).isEqualTo(0.06);
    assertThat(progress).containsExactly("1/3", "2/3", "3/3");
    assertThat(program.noted("args").lines())
        .containsExactly("-", "-", "-stdio", "-l", "en", "-norm");
    assertThat(program.noted("folder")).isEqualTo(folder.toRealPath().toString());
    assertThat(program.noted("locale")).isEqualTo("C.UTF-8");
    assertThat(Long.parseLong(program.noted("heap"))).isLessThanOrEqualTo(64L << 20);
    assertThat(program.noted("stdin"))
        .isEqualTo(
            """
            SCORE ||| the boat is green ||| boats ||| a green boat
            SCORE ||| a caf\u00e9 ||| two caf\u00e9s \ud83d\ude00
            SCORE ||| nothing at all |||  ||| empty |||\s
            EVAL ||| 2.0 3.0 ||| 1.0 3.0 ||| 3.0 0.0
            """);
  }

  @Test
  void scoresThousandsOfImagesWithFullPipes() throws IOException {
    List<TokenizedText> texts =
        LongStream.range(0, 5000)
            .mapToObj(
                id ->
                    new TokenizedText(
                        id,
                        "word ".repeat((int) (id % 10) + 1).strip(),
                        LongStream.range(0, 5)
                            .mapToObj(
                                each -> "reference %d of image %d says so".formatted(each, id))
                            .toList()))
            .toList();
    ExternalScores scores = scorer("score").score(texts, ScoringListener.SILENT);
    assertThat(scores.images()).hasSize(5000).containsEntry(4999L, 0.1).containsEntry(4990L, 0.01);
    assertThat(scores.corpus()).isCloseTo(275, Offset.offset(1e-6));
    assertThat(program.noted("stdin").lines()).hasSize(5001);
  }

  @Test
  void doesNotWaitForAProgramThatAnswersBeforeItReads() throws IOException {
    List<TokenizedText> texts =
        LongStream.range(0, 5000)
            .mapToObj(id -> new TokenizedText(id, "a", List.of("long ".repeat(20).strip())))
            .toList();
    assertThatThrownBy(() -> scorer("deaf").score(texts, ScoringListener.SILENT))
        .hasMessageContaining("expected the score of image 0, found '1.0 2.0'");
  }

  @Test
  void readsPastMegabytesOfMessages() throws IOException {
    assertThat(scorer("noise").score(THREE, ScoringListener.SILENT).corpus()).isEqualTo(0.06);
  }

  @Test
  void takesNotANumberForWhatItIs() throws IOException {
    ExternalScores scores = scorer("nan").score(THREE, ScoringListener.SILENT);
    assertThat(scores.images().values()).containsOnly(Double.NaN);
  }

  @Test
  void showsTheLastMessagesOfAProgramThatDies() throws IOException {
    MeteorScorer scorer = scorer("die");
    assertFails(
        scorer,
        "ended with exit code 3, expected the statistics of image 7; it said:\n  reason 11\n",
        "\n  reason 30");
    assertThatThrownBy(() -> scorer.score(THREE, ScoringListener.SILENT))
        .message()
        .doesNotContain("reason 10\n");
  }

  @Test
  void tellsHowFarAProgramCame() throws IOException {
    assertFails(
        scorer("dieMidway"),
        "ended with exit code 1, expected the statistics of image 5; it said:\n  out of words");
  }

  @Test
  void tellsUnexpectedAnswers() throws IOException {
    assertFails(
        scorer("garbage"),
        "expected the statistics of image 3, found 'Error: specify SCORE or EVAL or SING'");
    assertFails(scorer("comma"), "expected the score of image 7, found '0,25'; it gave no reason");
    assertFails(scorer("tooFew"), "ended with exit code 0, expected the score of the corpus");
  }

  @Test
  void showsTheBeginningOfALongAnswer() throws IOException {
    assertFails(
        scorer("flood"),
        "expected the statistics of image 7, found '" + "y".repeat(100) + "' and more; it gave");
  }

  @Test
  void stopsAProgramThatHangs() throws IOException {
    assertFails(
        scorer("hangMidway", Duration.ofSeconds(3)),
        "not done after 3 s, stopped while waiting for the statistics of image 5");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhatTheProgramStarted() throws Exception {
    Files.deleteIfExists(folder.resolve("pids"));
    assertFails(scorer("parent", Duration.ofSeconds(3)), "not done after 3 s");
    assertThat(pids()).hasSize(2).noneMatch(MeteorScorerTest::staysAlive);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhenInterrupted() throws Exception {
    Files.deleteIfExists(folder.resolve("pids"));
    MeteorScorer scorer = scorer("parent");
    FutureTask<Boolean> scoring =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(() -> scorer.score(THREE, ScoringListener.SILENT))
                  .isInstanceOf(InterruptedIOException.class);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(scoring);
    thread.start();
    while (!Files.exists(folder.resolve("pids"))) {
      Thread.sleep(10);
    }
    thread.interrupt();
    assertThat(scoring.get()).isTrue();
    assertThat(pids()).hasSize(2).noneMatch(MeteorScorerTest::staysAlive);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhenTheJvmEnds() throws Exception {
    Files.deleteIfExists(folder.resolve("pids"));
    program.being("parent");
    Process caller = ScoreInChild.start(program.jar());
    try {
      while (!Files.exists(folder.resolve("pids"))) {
        assertThat(caller.isAlive()).isTrue();
        Thread.sleep(10);
      }
      caller.destroy();
      assertThat(caller.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(pids()).hasSize(2).noneMatch(MeteorScorerTest::staysAlive);
    } finally {
      caller.destroyForcibly();
    }
  }

  private static List<Long> pids() throws IOException {
    return Stream.of(program.noted("pids").split(" ", -1)).map(Long::valueOf).toList();
  }

  /** What nobody has buried yet is dead as well, and has no command any more. */
  private static boolean staysAlive(long pid) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent()) {
      if (System.nanoTime() > end) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  @Test
  void refusesOneImageTwiceAndNone() throws IOException {
    MeteorScorer scorer = scorer("score");
    List<TokenizedText> twice = List.of(THREE.get(0), THREE.get(0));
    assertThatThrownBy(() -> scorer.score(twice, ScoringListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 7 is given twice");
    assertThatThrownBy(() -> scorer.score(List.of(), ScoringListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
