package org.caption4j.metric;

import static java.lang.Math.exp;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final Evaluator EVALUATOR = new Evaluator(new SpaceTokenizer());
  private static final Offset<Double> EQUAL = within(1e-12);

  /** BLEU's small constants leave a trace where no n-gram is missing. */
  private static final Offset<Double> NEARLY_EQUAL = within(5e-9);

  private static Candidate candidate(long id, String caption, String... references) {
    return new Candidate(id, caption, List.of(references));
  }

  private static double get(Scores scores, Metric metric) {
    return scores.get(metric).orElseThrow();
  }

  private static Evaluation twoImages() {
    return EVALUATOR.evaluate(
        List.of(
            candidate(7, "a dog runs", "a dog runs fast", "the dog runs"),
            candidate(3, "a cat", "a cat sleeps")));
  }

  @Test
  void bleuByHand() {
    Evaluation two = twoImages();
    assertThat(get(two.corpus(), Metric.BLEU_1)).isCloseTo(exp(1 - 6 / 5.0), NEARLY_EQUAL);
    assertThat(get(two.corpus(), Metric.BLEU_3)).isCloseTo(exp(1 - 6 / 5.0), NEARLY_EQUAL);
    assertThat(get(two.corpus(), Metric.BLEU_4))
        .isCloseTo(exp(1 - 6 / 5.0) * Math.pow(1e-6, 0.25), NEARLY_EQUAL);
    assertThat(get(two.images().get(7L), Metric.BLEU_3)).isCloseTo(1, NEARLY_EQUAL);
    assertThat(get(two.images().get(3L), Metric.BLEU_2)).isCloseTo(exp(-0.5), NEARLY_EQUAL);
  }

  @ParameterizedTest
  @CsvSource({
    "the the the the, the cat, the dog the end, 0.5",
    "x y z, x y z w v, x, 1",
    "x, x y, x y z, 0.3678794",
    "x w, y, z, 0",
  })
  void bleuClipsAndTakesTheClosestLength(String caption, String one, String two, double bleu) {
    Evaluation found = EVALUATOR.evaluate(List.of(candidate(1, caption, one, two)));
    assertThat(get(found.corpus(), Metric.BLEU_1)).isCloseTo(bleu, within(1e-7));
    assertThat(found.corpus()).isEqualTo(found.images().get(1L));
  }

  @Test
  void rougeByHand() {
    Evaluation two = twoImages();
    double first = 2.44 * 0.75 / (0.75 + 1.44);
    double second = 2.44 * (2 / 3.0) / (2 / 3.0 + 1.44);
    assertThat(get(two.images().get(7L), Metric.ROUGE_L)).isCloseTo(first, EQUAL);
    assertThat(get(two.images().get(3L), Metric.ROUGE_L)).isCloseTo(second, EQUAL);
    assertThat(get(two.corpus(), Metric.ROUGE_L)).isCloseTo((first + second) / 2, EQUAL);
  }

  @Test
  void rougeTakesPrecisionAndRecallFromDifferentReferences() {
    // precision 3/4 with the first, recall 1 with the second
    Evaluation found =
        EVALUATOR.evaluate(List.of(candidate(1, "p q r s", "p x q y r z w v", "p s")));
    assertThat(get(found.corpus(), Metric.ROUGE_L))
        .isCloseTo(2.44 * 0.75 / (1 + 1.44 * 0.75), EQUAL);
  }

  @Test
  void ciderByHand() {
    Evaluation two = twoImages();
    double penalty = exp(-1 / 72.0);
    double fast = (4 / sqrt(6) + 1 / sqrt(2)) / 4 * penalty;
    double the = (2 / sqrt(6) + 0.5) / 4;
    double first = 10 * (fast + the) / 2;
    double second = 10 * (2 / sqrt(2)) / 4 * penalty;
    assertThat(get(two.images().get(7L), Metric.CIDER)).isCloseTo(first, EQUAL);
    assertThat(get(two.images().get(3L), Metric.CIDER)).isCloseTo(second, EQUAL);
    assertThat(get(two.corpus(), Metric.CIDER)).isCloseTo((first + second) / 2, EQUAL);
  }

  @Test
  void aCaptionThatIsItsReferenceScoresMost() {
    Evaluation found =
        EVALUATOR.evaluate(
            List.of(
                candidate(1, "two men cook rice", "two men cook rice", "two men cook rice"),
                candidate(2, "birds over a lake", "birds over a lake")));
    for (Scores scores : found.images().values()) {
      assertThat(get(scores, Metric.BLEU_4)).isCloseTo(1, NEARLY_EQUAL);
      assertThat(get(scores, Metric.ROUGE_L)).isCloseTo(1, EQUAL);
      assertThat(get(scores, Metric.CIDER)).isCloseTo(10, EQUAL);
    }
  }

  @Test
  void oneImageTellsNothingFromOthers() {
    Scores found = EVALUATOR.evaluate(List.of(candidate(1, "a boat", "a boat"))).corpus();
    assertThat(get(found, Metric.CIDER)).isZero();
    assertThat(get(found, Metric.BLEU_2)).isCloseTo(1, NEARLY_EQUAL);
  }

  @ParameterizedTest
  @CsvSource({"'', a boat, 0", "a boat, '', 0", "'', '', 1"})
  void sentencesWithoutTokensHaveScores(String caption, String reference, double rouge) {
    Evaluation found =
        EVALUATOR.evaluate(
            List.of(candidate(1, caption, reference), candidate(2, "a hill", "a hill")));
    Scores empty = found.images().get(1L);
    for (int n = 1; n <= 4; n++) {
      assertThat(get(empty, Metric.valueOf("BLEU_" + n))).isBetween(0.0, 1e-3);
    }
    assertThat(get(empty, Metric.ROUGE_L)).isCloseTo(rouge, EQUAL);
    assertThat(get(empty, Metric.CIDER)).isZero();
    assertThat(found.corpus().values()).allSatisfy((metric, value) -> assertThat(value).isFinite());
  }

  @Test
  void imagesComeInTheOrderGivenWithTheSixMetrics() {
    assertThat(twoImages().images().keySet()).containsExactly(7L, 3L);
    assertThat(twoImages().images().get(3L).values().keySet())
        .containsExactly(
            Metric.BLEU_1,
            Metric.BLEU_2,
            Metric.BLEU_3,
            Metric.BLEU_4,
            Metric.ROUGE_L,
            Metric.CIDER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isWhatThePlainFormulasGive(long seed) {
    List<Candidate> images = random(seed, 30, seed == 4 ? 1 : 9);
    SpaceTokenizer tokenizer = new SpaceTokenizer();
    PlainScores plain =
        new PlainScores(
            images.stream().map(image -> tokenizer.tokens(image.caption())).toList(),
            images.stream()
                .map(image -> image.references().stream().map(tokenizer::tokens).toList())
                .toList());
    Evaluation found = EVALUATOR.evaluate(images);
    same(found.corpus(), plain.all());
    for (int i = 0; i < images.size(); i++) {
      same(found.images().get(images.get(i).id()), plain.image(i));
    }
  }

  private static void same(Scores found, Scores expected) {
    assertThat(found.values()).hasSameSizeAs(expected.values());
    expected
        .values()
        .forEach((metric, value) -> assertThat(get(found, metric)).isCloseTo(value, EQUAL));
  }

  /** Sentences of 0 to 12 words out of a few, many of them equal. */
  private static List<Candidate> random(long seed, int images, int words) {
    Random random = new Random(seed);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      List<String> references = new ArrayList<>();
      for (int k = random.nextInt(5); k >= 0; k--) {
        references.add(sentence(random, words));
      }
      if (random.nextInt(4) == 0) {
        references.add(references.get(0));
      }
      boolean copies = random.nextInt(4) == 0;
      String caption = copies ? references.get(0) : sentence(random, words);
      candidates.add(new Candidate(1000 - i, caption, references));
    }
    return candidates;
  }

  private static String sentence(Random random, int words) {
    List<String> sentence = new ArrayList<>();
    for (int i = random.nextInt(13); i > 0; i--) {
      sentence.add("w" + random.nextInt(words));
    }
    return String.join(" ", sentence);
  }

  @Test
  void theNumberOfThreadsMakesNoDifference() throws ExecutionException, InterruptedException {
    List<Candidate> images = random(5, 2000, 400);
    Evaluation alone = inThreads(1, images);
    assertThat(inThreads(2, images)).isEqualTo(alone);
    assertThat(inThreads(7, images)).isEqualTo(alone);
  }

  private static Evaluation inThreads(int threads, List<Candidate> images)
      throws ExecutionException, InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> EVALUATOR.evaluate(images)).get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void refusesNothingAndDoubles() {
    assertThatThrownBy(() -> EVALUATOR.evaluate(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one image");
    Candidate image = candidate(4, "a", "a");
    assertThatThrownBy(() -> EVALUATOR.evaluate(List.of(image, image)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 4 is given twice");
    assertThatThrownBy(() -> candidate(5, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 5 has no references");
  }
}
