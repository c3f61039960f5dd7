package org.caption4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HanTokenizerTest {
  private static List<String> tokens(String caption) {
    return new HanTokenizer().tokens(caption);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "桥下有三只鸭子。 | 桥 下 有 三 只 鸭 子",
        "“你好”，她说：《山》！ | 你 好 她 说 山",
        "人人、各人... 人々 二〇年 | 人 人 各 人 人 々 二 〇 年",
        "穿T恤的人看iPhone 6s | 穿 t 恤 的 人 看 iphone 6s",
        "ＡＢＣ１２ 路 | abc12 路",
        "高3.5米，３．５米 | 高 3.5 米 3.5 米",
        "1,000人和1，2，3 | 1,000 人 和 1 2 3",
        "12,345,678.5元 5,00 | 12,345,678.5 元 5 00",
        "It's 90's Rock'n'Roll it’s | it's 90's rock'n'roll it's",
        "T-shirt F-16 3-D 3-4个 T-恤 - -5 | t-shirt f-16 3-d 3 4 个 t 恤 5",
        "完。3.A.B 5. | 完 3 a b 5",
        "50% ￥20 +a=b | 50 20 a b",
        "КОТ さくら 한국 猫 | кот さくら 한국 猫",
        "Cafe\u0301 咖啡 | café 咖 啡",
        "猫\u3000狗\u00a0鸟\t鱼 | 猫 狗 鸟 鱼",
      })
  void cuts(String caption, String expected) {
    assertThat(tokens(caption)).containsExactly(expected.split(" "));
  }

  @Test
  void charactersBeyondTheBasicPlaneAreCharacters() {
    assertThat(tokens("\ud840\udc00\ud842\udfb7狗"))
        .containsExactly("\ud840\udc00", "\ud842\udfb7", "狗");
  }

  @Test
  void compatibilityCharactersAreThoseThatTheyStandFor() {
    assertThat(tokens("\uf9d1㎏")).containsExactly("六", "kg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "。！？", "……", "\ud83d\ude00\u2764\ufe0f", "'-.,", "\ufe0f"})
  void nothingCountsInSomeCaptions(String caption) {
    assertThat(tokens(caption)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "桥 下 有 三 只 鸭 子 | 桥下有三只鸭子",
        "穿 t 恤 的 人 | 穿t恤的人",
        "人 看 iphone 6s 和 it's | 人看iphone 6s和it's",
        "3.5 4 米 | 3.5 4米",
      })
  void joins(String tokens, String expected) {
    List<String> words = List.of(tokens.split(" "));
    assertThat(new HanTokenizer().join(words)).isEqualTo(expected);
    assertThat(tokens(expected)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"captions_train_zh.json", "captions_dev_zh.json"})
  void whatIsJoinedIsCutAgain(String name) throws IOException {
    Path file = Path.of("../shared/data/flickr8k", name);
    assumeTrue(Files.exists(file), () -> file + " is absent");
    for (CaptionedImage image : CaptionDataSets.read(file.toString()).images()) {
      for (String caption : image.captions()) {
        List<String> tokens = tokens(caption);
        assertThat(tokens(new HanTokenizer().join(tokens))).isEqualTo(tokens);
      }
    }
  }

  @Test
  void modelsFindItByName() throws BadInputException {
    assertThat(Tokenizer.named("han")).isInstanceOf(HanTokenizer.class);
    assertThat(new HanTokenizer().name()).isEqualTo("han");
  }
}
