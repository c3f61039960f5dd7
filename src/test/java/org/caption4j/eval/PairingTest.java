package org.caption4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionResults;
import org.caption4j.data.CaptionedImage;
import org.caption4j.metric.Candidate;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final CaptionDataSet REFERENCES =
      new CaptionDataSet(
          "people.json",
          List.of(
              new CaptionedImage(3, "c.jpg", List.of("c", "cc")),
              new CaptionedImage(1, "a.jpg", List.of("a")),
              new CaptionedImage(2, "b.jpg", List.of("b"))));

  private static CaptionResults results(Map<Long, String> captions) {
    return new CaptionResults("results.json", captions);
  }

  @Test
  void captionsStandBesideTheirReferences() throws BadInputException {
    Pairing pairing =
        Pairing.of(REFERENCES, results(Map.of(1L, "x", 2L, "y", 3L, "z")), Optional.empty());
    assertThat(pairing.candidates())
        .containsExactly(
            new Candidate(3, "z", List.of("c", "cc")),
            new Candidate(1, "x", List.of("a")),
            new Candidate(2, "y", List.of("b")));
    assertThat(pairing.images()).isEqualTo(REFERENCES.images());
    assertThat(pairing.missing()).isEmpty();
    assertThatCode(() -> pairing.requireComplete("results.json")).doesNotThrowAnyException();
  }

  @Test
  void missingCaptionsAreListed() throws BadInputException {
    Pairing pairing = Pairing.of(REFERENCES, results(Map.of(1L, "x")), Optional.empty());
    assertThat(pairing.missing()).containsExactly(3L, 2L);
    assertThat(pairing.candidates()).hasSize(1);
    assertThatThrownBy(() -> pairing.requireComplete("results.json"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "results.json: expected captions of 3 images, found none of 2 of them: 3, 2; score the"
                + " others with --allow-missing, or a --subset");
  }

  @Test
  void aSubsetIsScoredAlone() throws BadInputException {
    Pairing pairing =
        Pairing.of(REFERENCES, results(Map.of(1L, "x", 3L, "z")), Optional.of(Set.of(1L)));
    assertThat(pairing.candidates()).containsExactly(new Candidate(1, "x", List.of("a")));
    assertThat(pairing.missing()).isEmpty();
  }

  @Test
  void unknownImagesAreRefused() {
    assertThatThrownBy(
            () -> Pairing.of(REFERENCES, results(Map.of(1L, "x", 17L, "y")), Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "results.json: expected images that have captions in people.json, found 1 that have"
                + " none there: 17");
    assertThatThrownBy(
            () -> Pairing.of(REFERENCES, results(Map.of(1L, "x")), Optional.of(Set.of(4L))))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("the subset: expected images");
  }

  @Test
  void longListsAreCutShort() {
    Map<Long, String> captions =
        LongStream.range(100, 130)
            .boxed()
            .collect(Collectors.toMap(Function.identity(), id -> "x"));
    assertThatThrownBy(() -> Pairing.of(REFERENCES, results(captions), Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found 30")
        .hasMessageEndingWith(" and 20 more");
  }

  @Test
  void nothingToScoreIsAFault() {
    assertThatThrownBy(
            () -> Pairing.of(REFERENCES, results(Map.of(1L, "x")), Optional.of(Set.of(2L))))
        .isInstanceOf(BadInputException.class)
        .hasMessage("results.json: expected captions of the 1 images to score, found none");
  }
}
