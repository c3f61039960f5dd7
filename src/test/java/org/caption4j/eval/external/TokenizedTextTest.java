package org.caption4j.eval.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.caption4j.metric.Candidate;
import org.caption4j.metric.TokenizedCorpus;
import org.junit.jupiter.api.Test;

class TokenizedTextTest {
  @Test
  void joinsTokens() {
    TokenizedCorpus corpus =
        TokenizedCorpus.of(
            List.of(new Candidate(4, "A-boat", List.of("The-boat", "", "<a\rb>"))),
            text -> text.isEmpty() ? List.of() : List.of(text.split("-", -1)));
    assertThat(TokenizedText.of(corpus))
        .containsExactly(new TokenizedText(4, "A boat", List.of("The boat", "", "<a b>")));
  }

  @Test
  void refusesWhatWouldShiftLines() {
    assertThatThrownBy(() -> new TokenizedText(4, "a\nboat", List.of("a boat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 4 has a token with a line break");
    assertThatThrownBy(() -> new TokenizedText(4, "a boat", List.of("a\rboat")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenizedText(4, "a boat", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 4 has no references");
  }
}
