package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFolderTest {
  @TempDir Path folder;

  @Test
  void companionsOfPhotosAreNoPhotos() throws IOException {
    for (String name :
        List.of("b.JFIF", "c/a.jpg", "._b.jpg", "@eaDir/a.jpg/t.jpg", "c/.x/a.jpg", "n.txt")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
    assertThat(PhotoFolder.names(folder)).containsExactly("b.JFIF", "c/a.jpg");
  }
}
