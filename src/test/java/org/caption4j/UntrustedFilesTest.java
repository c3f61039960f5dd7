package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ground floor does about files that others wrote. */
class UntrustedFilesTest {
  /** A record of this project's, as JSON has it. */
  record Sizes(int width, String name) {
    Sizes {
      if (width < 0) {
        throw new IllegalArgumentException("expected a width of at least 0 but found " + width);
      }
    }
  }

  @TempDir Path folder;

  @Test
  void jsonIsReadAsItWasWritten() throws IOException {
    assertThat(StrictJson.value("f", "{\"width\":384,\"name\":\"a\"}", Sizes.class))
        .isEqualTo(new Sizes(384, "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"width\":1} and more | f: line 1: not JSON",
        "{\"width\":1,\"width\":2} | Duplicate field 'width'",
        "{\"width\":384.9} | f: width: expected a whole number, found '384.9'",
        "{\"width\":\"1\"} | f: width: expected a whole number, found '1'",
        "{\"width\":99999999999} | f: width: ",
        "{\"width\":-1} | f: expected a width of at least 0 but found -1",
        "null | f: expected a value, found null",
        "`` | f: ",
        "[1] | f: expected an object"
      })
  void otherJsonIsRefusedInOneLine(String json, String message) {
    assertThatThrownBy(() -> StrictJson.value("f", json, Sizes.class))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "org.caption4j", "Exception");
  }

  @Test
  void controlCharactersAreShownAndNotSent() {
    assertThat(new BadInputException("a\nb\t\u001b[2J\u0000\u202ec.jpg: 写真 é"))
        .hasMessage("a\\nb\\t\\u001b[2J\\u0000\\u202ec.jpg: 写真 é");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void devicesAndPipesAreRefusedBeforeTheyAreOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path file : new Path[] {pipe, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> InputFile.open(file, "captions"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(file + ": is a pipe, a socket or a device, expected captions");
    }
    assertThatThrownBy(() -> InputFile.open(folder, "captions"))
        .hasMessage(folder + ": is a folder, expected captions");
  }

  @Test
  void aFileLargerThanItsKindIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "12345");
    assertThat(InputFile.bytes(file, 5, "five")).hasSize(5);
    assertThatThrownBy(() -> InputFile.bytes(file, 4, "four"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected four of at most 4 bytes, found more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../a", "b/../../a", "..", "a\0b"})
  void namesThatLeadOutOfTheirFolderAreRefused(String name) {
    assertThatThrownBy(() -> InputFile.below(folder, name, "f"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("f: expected");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreFollowedOnlyWithinTheFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("outside"), "x");
    Files.writeString(inner.resolve("file"), "x");
    Files.createSymbolicLink(inner.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(inner.resolve("in"), Path.of("file"));
    Files.createSymbolicLink(folder.resolve("link"), inner);
    assertThatCode(() -> InputFile.below(inner, "in", "f")).doesNotThrowAnyException();
    assertThatCode(() -> InputFile.below(folder.resolve("link"), "in", "f"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> InputFile.below(inner, "out", "f"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("leads out of it");
  }
}
