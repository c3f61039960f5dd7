package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files as users name them: by links, with modes of their own, and such as are no files at all. */
class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreFollowedAlsoToWhatIsNotThereYet() throws IOException {
    Files.createDirectory(folder.resolve("below"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("below/second"));
    Files.createSymbolicLink(folder.resolve("below/second"), Path.of("../target"));
    for (String text : List.of("new", "newer")) {
      AtomicFile.write(link, text);
      assertThat(folder.resolve("target")).isRegularFile().hasContent(text);
      assertThat(link).isSymbolicLink();
    }
    assertThat(names()).containsExactly("below", "link", "target");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksInACircleAreRefused() throws IOException {
    Path link = folder.resolve("a");
    Files.createSymbolicLink(link, Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> AtomicFile.write(link, "text")).isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theModeOfWhatIsReplacedIsKept() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      AtomicFile.write(file, "text");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(mode);
      Path made = Files.writeString(folder.resolve("made"), "moved");
      AtomicFile.move(made, file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(mode);
      assertThat(file).hasContent("moved");
    }
    assertThat(names()).containsExactly("file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeIsWrittenThroughAndStaysAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });
    AtomicFile.write(pipe, "through");
    assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo("through");
    assertThat(WrittenFile.of(pipe).isStream()).isTrue();
    assertThat(names()).containsExactly("pipe");
    assertThatThrownBy(() -> AsideFile.of(pipe))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(pipe.toString())
        .hasMessageContaining("no regular file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldWithTheFile() {
    Path full = Path.of("/dev/full");
    assertThatThrownBy(() -> AtomicFile.write(full, "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/full")
        .hasMessageContaining("No space left");
    assertThat(WrittenFileTest.isDevice(full)).isTrue();
  }

  @Test
  void whatIsNotWrittenToItsEndLeavesNoTrace() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void whatKilledProgramsLeftIsRemovedAndNothingElse() throws IOException {
    Path left = folder.resolve(".model.json.0b5e2d5c-8b1e-4c43-9e6c-6f7f3f1d2a10.tmp");
    Path older = folder.resolve("decoder.safetensors.00ab12cd34ef5678.tmp");
    Path written = folder.resolve(".model.json.1b5e2d5c-8b1e-4c43-9e6c-6f7f3f1d2a10.tmp");
    List<String> others = List.of(".notes.tmp", "a.tmp", "model.json", "x.0123.tmp");
    for (String name : others) {
      Files.writeString(folder.resolve(name), "another's");
    }
    for (Path file : List.of(left, older, written)) {
      Files.writeString(file, "half");
    }
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      channel.lock();
      AsideFile.removeLeftovers(folder);
    }
    assertThat(names())
        .containsExactlyInAnyOrder(
            ".notes.tmp", "a.tmp", "model.json", "x.0123.tmp", written.getFileName().toString());
    AsideFile.removeLeftovers(folder.resolve("nowhere"));
  }

  @Test
  void itsOwnUnfinishedFileIsKnownAsOneInUse() throws IOException {
    try (AsideFile aside = AsideFile.of(folder.resolve("file"))) {
      AsideFile.removeLeftovers(folder);
      aside.complete();
    }
    assertThat(names()).containsExactly("file");
  }
}
