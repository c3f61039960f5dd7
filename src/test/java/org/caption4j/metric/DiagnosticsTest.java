package org.caption4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static TokenizedCorpus corpus(Language language, String... captions) {
    List<Candidate> images = new ArrayList<>();
    for (String caption : captions) {
      images.add(new Candidate(images.size(), caption, List.of("words of a reference")));
    }
    return TokenizedCorpus.of(images, language.tokenizer());
  }

  @Test
  void countsWhatCaptionsAre() {
    TokenizedCorpus captions =
        corpus(
            Language.ENGLISH,
            "A kite in the sky.",
            "a kite in the sky",
            "Waves.",
            "a child with a",
            "!",
            "waves and a");
    assertThat(Diagnostics.of(captions, Language.ENGLISH))
        .isEqualTo(new Diagnostics(6, 5, OptionalDouble.empty(), 9, 18 / 6.0, 2, 1));
  }

  @Test
  void knowsWhatIsRecited() {
    TokenizedCorpus captions =
        corpus(Language.ENGLISH, "A kite.", "a Kite", "the sea", "a kite flies", "...");
    List<String> training = List.of("A kite!", "sea", "the sea", "the Sea", "?");
    assertThat(Diagnostics.of(captions, Language.ENGLISH, training).recited()).hasValue(3 / 5.0);
    assertThat(Diagnostics.of(captions, Language.ENGLISH, List.of()).recited()).hasValue(0);
  }

  @Test
  void readsChinese() {
    TokenizedCorpus captions = corpus(Language.CHINESE, "天上的风筝。", "天上的", "海边");
    assertThat(Diagnostics.of(captions, Language.CHINESE, List.of("海 边！")))
        .isEqualTo(new Diagnostics(3, 3, OptionalDouble.of(1 / 3.0), 7, 10 / 3.0, 1, 0));
  }

  @Test
  void aCaptionerThatSaysOneThingIsSeen() {
    TokenizedCorpus captions = corpus(Language.ENGLISH, "a cup", "a cup", "a cup");
    assertThat(Diagnostics.of(captions, Language.ENGLISH))
        .isEqualTo(new Diagnostics(3, 1, OptionalDouble.empty(), 2, 2, 0, 0));
  }
}
