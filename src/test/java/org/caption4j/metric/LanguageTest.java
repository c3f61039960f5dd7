package org.caption4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @Test
  void isFoundByItsCode() throws BadInputException {
    for (Language language : Language.values()) {
      assertThat(Language.of(language.code())).isSameAs(language);
    }
    assertThatThrownBy(() -> Language.of("fr"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("expected a language out of en, zh, found 'fr'");
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, A man with a, true",
    "ENGLISH, A man and his., true",
    "ENGLISH, Two boats are, true",
    "ENGLISH, A crab in the sand ., false",
    "ENGLISH, An owl looks on, false",
    "ENGLISH, ., false",
    "CHINESE, 一位老师在, true",
    "CHINESE, 螃蟹和, true",
    "CHINESE, 沙滩上的螃蟹。, false",
    "CHINESE, 船上穿红色的, true",
    "CHINESE, 这艘船是红色的。, false",
    "CHINESE, 。, false",
  })
  void knowsWhereNoSentenceEnds(Language language, String caption, boolean midAir) {
    assertThat(language.stopsInMidAir(language.tokenizer().tokens(caption))).isEqualTo(midAir);
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, flickr8k/captions_dev.json",
    "ENGLISH, text/captions_val2017.json.gz",
    "CHINESE, flickr8k/captions_dev_zh.json",
  })
  void peopleHardlyEverStopInMidAir(Language language, String file) throws IOException {
    Path path = Path.of("../shared/data", file);
    assumeTrue(Files.exists(path), () -> path + " is absent");
    List<List<String>> captions =
        CaptionDataSets.read(path.toString()).images().stream()
            .flatMap(image -> image.captions().stream())
            .map(language.tokenizer()::tokens)
            .toList();
    double midAir = captions.stream().filter(language::stopsInMidAir).count();
    assertThat(midAir / captions.size()).isLessThan(0.002);
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, flickr8k/captions_dev.json, 0.3",
    "CHINESE, flickr8k/captions_dev_zh.json, 0.15",
  })
  void captionsThatAreCutShortStopThere(Language language, String file, double share)
      throws IOException {
    Path path = Path.of("../shared/data", file);
    assumeTrue(Files.exists(path), () -> path + " is absent");
    List<List<String>> halves =
        CaptionDataSets.read(path.toString()).images().stream()
            .flatMap(image -> image.captions().stream())
            .map(language.tokenizer()::tokens)
            .map(tokens -> tokens.subList(0, tokens.size() / 2))
            .toList();
    double midAir = halves.stream().filter(language::stopsInMidAir).count();
    assertThat(midAir / halves.size()).isGreaterThan(share);
  }
}
