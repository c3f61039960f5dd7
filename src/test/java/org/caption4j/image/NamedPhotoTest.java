package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPhotoTest {
  private static final String COMPOSED = "x/caf\u00e9.jpg";
  private static final String DECOMPOSED = "x/cafe\u0301.jpg";

  @TempDir Path folder;

  @Test
  void findsTheSameLettersWrittenInTheOtherWay() throws IOException {
    Files.createDirectory(folder.resolve("x"));
    assertThat(NamedPhoto.in(folder, COMPOSED)).isEqualTo(folder.resolve(COMPOSED));
    Files.createFile(folder.resolve(DECOMPOSED));
    assertThat(NamedPhoto.in(folder, COMPOSED)).exists();
    Files.delete(folder.resolve(DECOMPOSED));
    Files.createFile(folder.resolve(COMPOSED));
    assertThat(NamedPhoto.in(folder, DECOMPOSED)).exists();
    assertThat(NamedPhoto.in(folder, COMPOSED)).isEqualTo(folder.resolve(COMPOSED));
  }
}
