package org.caption4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnglishTokenizerTest {
  private final EnglishTokenizer tokenizer = new EnglishTokenizer();

  @Test
  void punctuationGoes() {
    assertThat(tokenizer.tokens("\"Stop!\" - he isn't, it's (a) dog; really..."))
        .containsExactly(
            "stop", "he", "is", "n't", "it", "'s", "-lrb-", "a", "-rrb-", "dog", "really");
    assertThat(tokenizer.tokens(" ... ")).isEmpty();
  }

  @Test
  void aLineFeedIsABlank() {
    assertThat(tokenizer.tokens("cut in 3\n1/2 parts"))
        .isEqualTo(tokenizer.tokens("cut in 3 1/2 parts"))
        .contains("3\u00a01/2");
  }

  @Test
  void captionsAreCutAsLinesOfOneText() {
    List<Candidate> images =
        List.of(
            new Candidate(1, "plan b.", List.of("plan b.", "The plan c.")),
            new Candidate(2, "The plan d.", List.of("a plan")));
    TokenizedCorpus corpus = TokenizedCorpus.of(images, tokenizer);
    assertThat(corpus.captions())
        .containsExactly(List.of("plan", "b"), List.of("the", "plan", "d."));
    assertThat(corpus.references())
        .containsExactly(
            List.of(List.of("plan", "b"), List.of("the", "plan", "c.")),
            List.of(List.of("a", "plan")));
  }
}
