package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextSidecarTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("photo.txt");
  }

  private static TextSidecar sidecar(ExistingText existing) {
    return new TextSidecar(new Wording("", "", "\n", existing));
  }

  @ParameterizedTest
  @EnumSource(ExistingText.class)
  void aFileThatIsNotThereIsMade(ExistingText existing) throws IOException {
    assertThat(sidecar(existing).isDescribed(file)).isFalse();
    sidecar(existing).describe(file, List.of("a dog", "a brown dog"));
    assertThat(Files.readString(file)).isEqualTo("a dog\na brown dog\n");
    assertThat(sidecar(existing).isDescribed(file)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP, 'my words\n'",
    "OVERWRITE, 'a dog\n'",
    "APPEND, 'my words\na dog\n'",
    "PREPEND, 'a dog\nmy words\n'",
  })
  void whatIsThereIsChangedAsAskedAndOnce(ExistingText existing, String expected)
      throws IOException {
    Files.writeString(file, "my words\n");
    for (int times = 0; times < 2; times++) {
      sidecar(existing).describe(file, List.of("a dog"));
      assertThat(Files.readString(file)).isEqualTo(expected);
    }
  }

  @Test
  void emptyFilesAreSomebodysToo() throws IOException {
    Files.createFile(file);
    assertThat(sidecar(ExistingText.SKIP).isDescribed(file)).isTrue();
    sidecar(ExistingText.SKIP).describe(file, List.of("a dog"));
    assertThat(file).isEmptyFile();
    sidecar(ExistingText.APPEND).describe(file, List.of("a dog"));
    assertThat(file).hasContent("a dog\n");
  }

  @Test
  void wordsStandAroundEachCaption() throws IOException {
    Files.writeString(file, "\uFEFF1girl, solo\r\n");
    Wording wording = new Wording("photo of ", ", 35mm", ", ", ExistingText.APPEND);
    new TextSidecar(wording).describe(file, List.of("a dog"));
    assertThat(file).hasContent("1girl, solo, photo of a dog, 35mm\n");
    Files.delete(file);
    new TextSidecar(wording).describe(file, List.of("a dog", "a cat"));
    assertThat(file).hasContent("photo of a dog, 35mm\nphoto of a cat, 35mm\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = ExistingText.class,
      names = {"OVERWRITE", "APPEND", "PREPEND"})
  void whatIsNoTextIsLeftAsItIs(ExistingText existing) throws IOException {
    for (byte[] other :
        List.of(
            new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
            "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1),
            "dog".getBytes(StandardCharsets.UTF_16LE),
            new byte[(1 << 20) + 1])) {
      Files.write(file, other);
      assertThatThrownBy(() -> sidecar(existing).describe(file, List.of("a dog")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(file + ": expected a text");
      assertThat(Files.readAllBytes(file)).isEqualTo(other);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreFollowedAndThoseThatLeadNowhereAreLeftAlone() throws IOException {
    Path real = Files.writeString(folder.resolve("real.txt"), "my words");
    Files.createSymbolicLink(file, real);
    sidecar(ExistingText.APPEND).describe(file, List.of("a dog"));
    assertThat(file).isSymbolicLink();
    assertThat(real).hasContent("my words\na dog\n");
    Files.delete(real);
    assertThat(sidecar(ExistingText.SKIP).isDescribed(file)).isTrue();
  }
}
