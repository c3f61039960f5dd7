package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are told exactly, whatever bytes they have; they are made by their bytes here, too. */
@EnabledOnOs(OS.LINUX)
class PathTextTest {
  @TempDir Path folder;

  private Path file(String encodedName) throws IOException {
    return Files.createFile(Path.of(URI.create(folder.toUri() + encodedName)));
  }

  @ParameterizedTest
  @CsvSource({
    "plain.jpg, plain.jpg",
    "%E7%8C%AB.jpg, 猫.jpg",
    "%F0%9F%90%88.jpg, 🐈.jpg",
    "a%20%2B%25%3F%23.jpg, a +%?#.jpg",
    "%22%5C.jpg, '\"\\.jpg'"
  })
  void namesAreUtf8(String encoded, String text) throws IOException {
    Path file = file(encoded);
    assertThat(PathText.below(Optional.of("photos"), file)).contains("photos/" + text);
    assertThat(PathText.below(Optional.of("/"), file)).contains("/" + text);
    assertThat(PathText.parse(folder + "/" + text)).isEqualTo(file);
  }

  @Test
  void newLinesAndTabsStay() throws IOException {
    assertThat(PathText.below(Optional.of("."), file("a%0Ab%09c"))).contains("./a\nb\tc");
  }

  @Test
  void aFolderHasNoSlashAtItsEnd() throws IOException {
    Path below = Files.createDirectory(folder.resolve("x.jpg"));
    assertThat(PathText.below(Optional.of("photos/"), below)).contains("photos/x.jpg");
  }

  @Test
  void whatIsNotUtf8IsAUri() throws IOException {
    for (String name : List.of("%FF.jpg", "a%C3.jpg", "%ED%A0%80.jpg")) {
      Path file = file(name);
      assertThat(PathText.below(Optional.of("photos"), file)).isEmpty();
      String uri = PathText.uri(file);
      assertThat(uri).startsWith("file:///").endsWith("/" + name);
      assertThat(PathText.parse(uri)).isEqualTo(file);
      assertThat(Files.exists(PathText.parse(uri))).isTrue();
    }
    assertThat(PathText.below(Optional.empty(), file("b.jpg"))).isEmpty();
  }
}
