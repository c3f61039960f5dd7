package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No file of a call is another, whatever it is called. */
class WrittenFileTest {
  private static final FileKind TABLE = new FileKind("a table", Pattern.compile("a,b"));

  @TempDir Path folder;
  private Path input;
  private final FilesOfCall files = new FilesOfCall();

  @BeforeEach
  void readOne() throws IOException {
    input = Files.writeString(folder.resolve("input"), "a,b\n");
    files.reads("--in", input);
    files.reads("--other", folder.resolve("nowhere"));
  }

  static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> files.writes("--out", file, TABLE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .message()
        .contains(words);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsReadIsNotWrittenByAnyName() throws IOException {
    assertRefused(input, "--in reads");
    assertRefused(folder.resolve("x/../input"), "--in reads");
    assertRefused(Files.createSymbolicLink(folder.resolve("link"), input), "--in reads");
    assertRefused(Files.createLink(folder.resolve("hard"), input), "--in reads");
    Path beside =
        Files.createSymbolicLink(folder.resolveSibling("beside" + input.hashCode()), folder);
    try {
      assertRefused(beside.resolve("input"), "--in reads");
    } finally {
      Files.delete(beside);
    }
    assertThat(input).hasContent("a,b\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsWrittenTwice() throws IOException {
    Path out = folder.resolve("out");
    files.writes("--first", out, TABLE);
    assertRefused(out, "--first writes");
    assertRefused(
        Files.createSymbolicLink(folder.resolve("link"), Path.of("out")), "--first writes");
    files.writes("--out", folder.resolve("another"), TABLE);
    assertThat(files.isWritten(folder.resolve("out"))).isTrue();
    assertThat(files.isWritten(input)).isFalse();
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileIsReplacedByOneOfItsKindOnly() throws IOException {
    assertRefused(Files.writeString(folder.resolve("foreign"), "not,a table"), "is not a table");
    files.writes("--out", Files.writeString(folder.resolve("table"), "a,b\n1,2\n"), TABLE);
    files.writes("--out", Files.createFile(folder.resolve("empty")), TABLE);
  }

  @Test
  void whatCannotBeWrittenIsToldBeforehand() throws IOException {
    assertRefused(Files.createDirectory(folder.resolve("folder")), "is a folder");
    assertRefused(input.resolve("below").resolve("it"), "is no folder");
    files.writes("--out", folder.resolve("new/folders/file"), TABLE);
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
