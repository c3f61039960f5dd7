package org.caption4j.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnglishTokenizerTest {
  private final CaptionTokenizer tokenizer = new EnglishTokenizer();

  @Test
  void punctuationGoes() {
    assertThat(tokenizer.tokens("A \"big\" dog, isn't it? Yes: 'big' -- or not; ... wow!"))
        .containsExactly("a", "big", "dog", "is", "n't", "it", "yes", "big", "or", "not", "wow");
  }

  @Test
  void bracketsAndRunsOfMarksStay() {
    assertThat(tokenizer.tokens("a dog (brown) [sic] {x}!!"))
        .containsExactly(
            "a", "dog", "-lrb-", "brown", "-rrb-", "-lsb-", "sic", "-rsb-", "-lcb-", "x", "-rcb-",
            "!!");
  }

  @Test
  void punctuationAloneIsNothing() {
    assertThat(tokenizer.tokens(" . , - -- ... ; : ? ! ' \" ")).isEmpty();
  }
}
