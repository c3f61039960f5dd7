package org.caption4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
  @TempDir Path folder;

  private static Vocabulary sample(int minCount) {
    return Vocabulary.build(
        Stream.of(List.of("a", "dog", "runs"), List.of("a", "cat", "runs"), List.of("a", "ü")),
        minCount);
  }

  @Test
  void numbersWordsByFrequencyThenAlphabet() {
    Vocabulary all = sample(1);
    assertThat(all.size()).isEqualTo(8);
    assertThat(Stream.iterate(3, i -> i + 1).limit(5).map(all::word))
        .containsExactly("a", "runs", "cat", "dog", "ü");
    assertThat(all.word(Vocabulary.START)).isEqualTo("<start>");
    assertThat(all.word(Vocabulary.END)).isEqualTo("<end>");
    assertThat(all.word(Vocabulary.UNK)).isEqualTo("<unk>");
    assertThat(all.count(3)).isEqualTo(3);
    assertThat(all.id("cat")).isEqualTo(5);
    assertThat(all.id("<end>")).isEqualTo(Vocabulary.UNK);
    assertThat(sample(2).size()).isEqualTo(5);
    assertThat(sample(4).size()).isEqualTo(3);
    assertThatThrownBy(() -> all.word(8)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void encodesAndDecodes() {
    Vocabulary frequent = sample(2);
    assertThat(frequent.encode(List.of("a", "dog", "runs"))).containsExactly(3, 2, 4);
    assertThat(frequent.decode(new int[] {0, 3, 2, 4, 1, 3})).containsExactly("a", "<unk>", "runs");
    assertThat(frequent.decode(new int[0])).isEmpty();
  }

  @Test
  void comesBackFromItsFile() throws IOException {
    Path file = folder.resolve("vocabulary.json");
    sample(2).write(file);
    sample(1).write(file);
    assertThat(Vocabulary.read(file)).isEqualTo(sample(1)).hasSameHashCodeAs(sample(1));
    assertThat(Vocabulary.read(file)).isNotEqualTo(sample(2));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"format\" | not JSON",
        "[] | expected an object in JSON, found []",
        "{\"format\":\"caption4j-vocabulary\",\"version\":2} | expected version 1, found 2",
        "{\"format\":\"caption4j-vocabulary\",\"version\":1} | expected minCount 1 or more",
        "{\"format\":\"caption4j-vocabulary\",\"version\":1,\"minCount\":1,\"words\":[\"a\"],\"counts\":[]} | found 1 words and 0 counts",
        "{\"format\":\"caption4j-vocabulary\",\"version\":1,\"minCount\":1,\"words\":[1],\"counts\":[1]} | word 0: expected a word and its count, found 1 and 1",
        "{\"format\":\"caption4j-vocabulary\",\"version\":1,\"minCount\":1,\"words\":[\"\\u001b[2J\"],\"counts\":[1]} | word 0: expected a word without control characters, found '\\u001b[2J'",
        "{\"format\":\"caption4j-vocabulary\",\"version\":1,\"minCount\":1,\"words\":[\"a\",\"a\"],\"counts\":[1,1]} | word 1: \"a\" is word 0 already",
      })
  void saysWhatIsWrong(String json, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("v.json"), json);
    assertThatThrownBy(() -> Vocabulary.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void saysWhereNothingIs() {
    assertThatThrownBy(() -> Vocabulary.read(folder.resolve("no")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Vocabulary.read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
  }
}
