package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is named as a photo and would be read for ever is refused before it is opened. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class PipesAndDevicesTest {
  @TempDir Path folder;

  @Test
  void areRefused() throws Exception {
    Path pipe = folder.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), pipe);
    for (Path file : List.of(pipe, link, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> new PhotoReader().read(file))
          .isInstanceOf(BadInputException.class)
          .hasMessage(file + " is a pipe or a device: expected the file of one photo");
    }
  }
}
