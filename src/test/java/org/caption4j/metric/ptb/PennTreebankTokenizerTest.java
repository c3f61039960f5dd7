package org.caption4j.metric.ptb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PennTreebankTokenizerTest {
  private final PennTreebankTokenizer tokenizer = new PennTreebankTokenizer();

  /** Tokens of the right column are parted by spaces; an underscore there is U+00A0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "A man isn't here.            | a man is n't here .",
        "It's the dogs' ball          | it 's the dogs ' ball",
        "They cannot, they're gonna   | they can not , they 're gon na",
        "rock 'n' roll at 5 o'clock   | rock 'n' roll at 5 o'clock",
        "Mr. Smith of the U.S. Navy   | mr. smith of the u.s. navy",
        "in the U.S. The flag         | in the u.s. . the flag",
        "made by Acme Inc.            | made by acme inc. .",
        "it is no. 5, no.             | it is no. 5 , no .",
        "a \"red\" and 'blue' sign    | a `` red '' and ` blue ' sign",
        "a “red” and ‘blue’ sign      | a `` red '' and ` blue ' sign",
        "wait... what?!               | wait ... what ?!",
        "one – two — three--four      | one -- two -- three -- four",
        "a well-known black/white cat | a well-known black/white cat",
        "(left) [mid] {right}         | -lrb- left -rrb- -lsb- mid -rsb- -lcb- right -rcb-",
        "£5 or €6 or $7 or 8¢         | # 5 or $ 6 or $ 7 or 8 cents",
        "3 1/2 feet, ½ off            | 3_1/2 feet , 1/2 off",
        "1,000 at 5:30pm, 50%         | 1,000 at 5:30 pm , 50 %",
        "call (555) 555-1234          | call -lrb-555-rrb-_555-1234",
        "R&B at www.example.com/home! | r&b at www.example.com/home !",
        "me@example.org :-)           | me@example.org :--rrb-",
        "<b>bold</b> &amp; &lt;3      | <b> bold </b> & < 3",
        "Café ÉTÉ naïve               | café été naïve",
        "smile 😀 now                 | smile now",
      })
  void cutsAsThePennTreebankDoes(String caption, String tokens) {
    assertThat(String.join(" ", tokenizer.tokens(caption)).replace('\u00a0', '_'))
        .isEqualTo(tokens);
  }

  @Test
  void nothingHasNoTokens() {
    assertThat(tokenizer.tokens("")).isEmpty();
    assertThat(tokenizer.tokens(" \t\n\u00a0\u200b")).isEmpty();
  }

  @Test
  void lineBreaksPartTokens() {
    for (String lineBreak : List.of("\n", "\r", "\r\n", "\f", "\u000b", "\u2028", "\u2029")) {
      assertThat(tokenizer.tokens("a dog" + lineBreak + "a cat"))
          .containsExactly("a", "dog", "a", "cat");
    }
    assertThat(tokenizer.tokens("a dog\u0085a cat")).containsExactly("a", "dog", "...", "a", "cat");
  }

  @Test
  void oneTokenizerServesManyThreads() {
    String caption = "Mr. Smith's dog isn't in the U.S. (yet)...";
    List<String> expected = tokenizer.tokens(caption);
    List<List<String>> found =
        IntStream.range(0, 5000).parallel().mapToObj(i -> tokenizer.tokens(caption)).toList();
    assertThat(found).isEqualTo(Collections.nCopies(5000, expected));
  }

  @Test
  void theNextCaptionMayTakeAFullStop() {
    assertThat(tokenizer.tokens("this is plan b.")).endsWith("plan", "b.");
    assertThat(tokenizer.tokens("this is plan b.", "two dogs")).endsWith("plan", "b.");
    assertThat(tokenizer.tokens("this is plan b.", "The dogs")).endsWith("plan", "b", ".");
    assertThat(tokenizer.tokens("a dog", "The dogs")).containsExactly("a", "dog");
    assertThat(tokenizer.tokens("", "The dogs")).isEmpty();
  }
}
