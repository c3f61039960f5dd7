package org.caption4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTokenizerTest {
  private final Tokenizer tokenizer = new WordTokenizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        "A man's T-shirt isn't red . | a man's t-shirt isn't red",
        "3,000 people, 2.5 miles from St. Louis! | 3,000 people 2.5 miles from st louis",
        "The dogs' toys -- \"two\" 'balls' | the dogs toys two balls",
        "tug-of-war -- off-camera. -x- | tug-of-war off-camera x",
        "black/white & half-\tdone | black white half done",
        "it\u2019s a girl\u02bcs co\u2011worker | it's a girl's co-worker",
        "1,2, 3. 4 .5 a,b | 1,2 3 4 5 a b",
        "Cafe\u0301 STRASSE na\u00efve co\u00adworker | caf\u00e9 strasse na\u00efve coworker",
        "emoji \ud83d\ude00 here \ud835\udc00bc | emoji here \ud835\udc00bc",
        "... | ``",
      })
  void cutsAsDocumented(String caption, String words) {
    List<String> tokens = tokenizer.tokens(caption);
    assertThat(String.join(" ", tokens)).isEqualTo(words);
    assertThat(tokenizer.tokens(tokenizer.join(tokens))).isEqualTo(tokens);
  }

  @Test
  void emptyAndEndlessCaptions() {
    assertThat(tokenizer.tokens("")).isEmpty();
    assertThat(tokenizer.tokens("a-".repeat(1_000_000))).hasSize(1);
  }

  @Test
  void isFoundByName() throws BadInputException {
    assertThat(Tokenizer.named("words").name()).isEqualTo("words");
    assertThatThrownBy(() -> Tokenizer.named("Words"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("expected a tokenizer out of words and han, found 'Words'");
  }
}
