package org.caption4j.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Beam search against the enumeration of all sentences of a small decoder. */
class BeamSearchTest {
  private static final SpecialTokens SPECIAL = new SpecialTokens(0, 1, 2);
  private static final int WORDS = 3;
  private static final int LONGEST = 4;

  private final INDArray images = images();

  private static INDArray images() {
    Nd4j.getRandom().setSeed(4);
    return Nd4j.randn(DataType.FLOAT, 6, 5);
  }

  private static Decoder decoder(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 3 + WORDS, 6, 8, 5);
    Parameters parameters = Parameters.random(config, DataType.FLOAT, 1, 9);
    parameters.flat().muli(3);
    return new Decoder(config, parameters);
  }

  private static BeamSettings settings(int width, int best, double normalisation) {
    return new BeamSettings(width, best, 1, LONGEST, normalisation);
  }

  /** Every sentence with its score, best first, by teacher-forced scoring. */
  private static List<Hypothesis> all(Decoder decoder, INDArray image, BeamSettings settings) {
    List<Hypothesis> found = new ArrayList<>();
    Inference inference = new Inference(decoder);
    Inference.Step first = inference.begin(image, SPECIAL.start());
    extend(inference, first, new int[0], 0, settings, found);
    found.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
    return found;
  }

  private static void extend(
      Inference inference,
      Inference.Step step,
      int[] said,
      double before,
      BeamSettings settings,
      List<Hypothesis> found) {
    if (said.length >= settings.minimumLength()) {
      double end = before + step.logProbabilities().getDouble(0, SPECIAL.end());
      found.add(new Hypothesis(said, end, true, settings.score(end, said.length + 1)));
    }
    for (int word = 3; word < 3 + WORDS; word++) {
      double total = before + step.logProbabilities().getDouble(0, word);
      int[] longer = Arrays.copyOf(said, said.length + 1);
      longer[said.length] = word;
      if (longer.length == settings.maximumLength()) {
        found.add(new Hypothesis(longer, total, false, settings.score(total, longer.length)));
      } else {
        extend(
            inference,
            inference.next(step.state(), new int[] {word}),
            longer,
            total,
            settings,
            found);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void aWideBeamFindsTheBestSentencesOfAll(CellType cell) {
    Decoder decoder = decoder(cell);
    for (double normalisation : new double[] {0, 0.7, 1}) {
      BeamSettings wide = settings(200, 5, normalisation);
      List<List<Hypothesis>> found = new BeamSearch(decoder, SPECIAL, wide).search(images);
      for (int k = 0; k < found.size(); k++) {
        List<Hypothesis> expected =
            all(decoder, images.getRow(k, true), wide).subList(0, wide.best());
        assertThat(found.get(k)).hasSize(5);
        for (int rank = 0; rank < 5; rank++) {
          assertThat(found.get(k).get(rank).tokens()).isEqualTo(expected.get(rank).tokens());
          assertThat(found.get(k).get(rank).logProbability())
              .isCloseTo(expected.get(rank).logProbability(), Offset.offset(1e-4));
          assertThat(found.get(k).get(rank).complete()).isEqualTo(expected.get(rank).complete());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void widthOneIsGreedy(CellType cell) {
    Decoder decoder = decoder(cell);
    List<List<Hypothesis>> found =
        new BeamSearch(decoder, SPECIAL, settings(1, 1, 0)).search(images);
    for (int k = 0; k < found.size(); k++) {
      assertThat(found.get(k).get(0).tokens()).isEqualTo(greedy(decoder, images.getRow(k, true)));
    }
  }

  private static int[] greedy(Decoder decoder, INDArray image) {
    List<Integer> said = new ArrayList<>();
    Inference inference = new Inference(decoder);
    Inference.Step step = inference.begin(image, SPECIAL.start());
    while (said.size() < LONGEST) {
      float[] scores = step.logProbabilities().toFloatMatrix()[0];
      int best = -1;
      for (int token = 1; token < scores.length; token++) {
        boolean allowed = token != SPECIAL.unknown() && (token != SPECIAL.end() || !said.isEmpty());
        if (allowed && (best < 0 || scores[token] > scores[best])) {
          best = token;
        }
      }
      if (best == SPECIAL.end()) {
        break;
      }
      said.add(best);
      step = inference.next(step.state(), new int[] {best});
    }
    return said.stream().mapToInt(Integer::intValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aBatchSaysWhatEachPhotoAloneSays(int width) {
    Decoder decoder = decoder(CellType.LSTM);
    BeamSearch search = new BeamSearch(decoder, SPECIAL, settings(width, width, 0));
    List<List<Hypothesis>> together = search.search(images);
    for (int k = 0; k < together.size(); k++) {
      List<Hypothesis> alone = search.search(images.getRow(k, true)).get(0);
      assertThat(together.get(k)).hasSameSizeAs(alone);
      for (int rank = 0; rank < alone.size(); rank++) {
        assertThat(together.get(k).get(rank).tokens()).isEqualTo(alone.get(rank).tokens());
      }
    }
  }

  @Test
  void unknownAndStartAreNeverSpokenHoweverLikely() {
    Decoder decoder = decoder(CellType.LSTM);
    decoder.parameters().get(Parameters.OUTPUT_BIAS).putScalar(SPECIAL.unknown(), 50);
    decoder.parameters().get(Parameters.OUTPUT_BIAS).putScalar(SPECIAL.start(), 50);
    for (List<Hypothesis> hypotheses :
        new BeamSearch(decoder, SPECIAL, settings(3, 3, 0)).search(images)) {
      for (Hypothesis hypothesis : hypotheses) {
        assertThat(hypothesis.tokens()).doesNotContain(SPECIAL.unknown(), SPECIAL.start());
      }
    }
  }

  @Test
  void lengthsStayWithinTheirBounds() {
    Decoder decoder = decoder(CellType.LSTM);
    decoder.parameters().get(Parameters.OUTPUT_BIAS).putScalar(SPECIAL.end(), 50);
    BeamSettings atLeastThree = new BeamSettings(3, 1, 3, 6, 0);
    assertThat(new BeamSearch(decoder, SPECIAL, atLeastThree).search(images))
        .allSatisfy(found -> assertThat(found.get(0).tokens()).hasSize(3))
        .allSatisfy(found -> assertThat(found.get(0).complete()).isTrue());
    decoder.parameters().get(Parameters.OUTPUT_BIAS).putScalar(SPECIAL.end(), -50);
    assertThat(new BeamSearch(decoder, SPECIAL, atLeastThree).search(images))
        .allSatisfy(found -> assertThat(found.get(0).tokens()).hasSize(6))
        .allSatisfy(found -> assertThat(found.get(0).complete()).isFalse());
  }

  @Test
  void aWiderBeamIsNoWorse() {
    Decoder decoder = decoder(CellType.LSTM);
    List<List<Hypothesis>> narrow =
        new BeamSearch(decoder, SPECIAL, settings(1, 1, 0)).search(images);
    List<List<Hypothesis>> wide =
        new BeamSearch(decoder, SPECIAL, settings(200, 1, 0)).search(images);
    for (int k = 0; k < narrow.size(); k++) {
      assertThat(wide.get(k).get(0).logProbability())
          .isGreaterThanOrEqualTo(narrow.get(k).get(0).logProbability() - 1e-4);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new BeamSettings(0, 1, 1, 5, 0))
        .hasMessageContaining("beam")
        .hasMessageContaining("0");
    assertThatThrownBy(() -> new BeamSettings(3, 4, 1, 5, 0)).hasMessageContaining("found 4");
    assertThatThrownBy(() -> new BeamSettings(3, 1, 6, 5, 0)).hasMessageContaining("found 6");
    assertThatThrownBy(() -> new BeamSettings(3, 1, 1, 5, -1)).hasMessageContaining("found -1");
  }
}
