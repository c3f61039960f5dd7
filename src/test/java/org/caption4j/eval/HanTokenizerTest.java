package org.caption4j.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
