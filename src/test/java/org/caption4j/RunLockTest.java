package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir Path folder;

  private CompletableFuture<Void> takenByAnother() {
    return CompletableFuture.runAsync(
        () -> {
          try (RunLock lock = RunLock.ofFolder(folder)) {
            assertThat(lock).isNotNull();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void oneThreadHasItUntilItsLastPartEnds() throws Exception {
    Path file = folder.resolve(".caption4j.lock");
    try (RunLock run = RunLock.ofFolder(folder)) {
      try (RunLock part = RunLock.ofFolder(folder.resolve("../" + folder.getFileName()))) {
        assertThat(part).isSameAs(run);
      }
      assertThat(file).exists();
      assertThatThrownBy(() -> takenByAnother().get())
          .isInstanceOf(ExecutionException.class)
          .rootCause()
          .isInstanceOf(BadInputException.class)
          .hasMessage(folder + ": is being written already");
    }
    assertThat(file).doesNotExist();
    takenByAnother().get();
  }

  @Test
  void whatAKilledRunLeftLocksNobodyOut() throws Exception {
    Files.createFile(folder.resolve(".caption4j.lock"));
    takenByAnother().get();
    try (RunLock lock = RunLock.ofFile(folder.resolve("new/file"))) {
      assertThat(lock).isNotNull();
      assertThat(folder.resolve("new/.file.lock")).exists();
    }
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }
}
