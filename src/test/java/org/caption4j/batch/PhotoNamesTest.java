package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PhotoNamesTest {
  @TempDir Path folder;

  private static PhotoNames names(InputStream in, char end) {
    return new PhotoNames(in, "list", end, UnaryOperator::identity);
  }

  private static List<String> paths(String text, char end) {
    List<String> paths = new ArrayList<>();
    names(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), end)
        .forEach(photo -> paths.add(photo.path()));
    return paths;
  }

  @Test
  void namesStandInTheirOrderWhateverTheyEndWith() {
    assertThat(paths("b.png\r\n\na b.png\n\u732b.jpg", '\n'))
        .containsExactly("b.png", "a b.png", "\u732b.jpg");
    assertThat(paths("two\nlines.png\0\0c\r\0", '\0')).containsExactly("two\nlines.png", "c\r");
    assertThat(paths("", '\n')).isEmpty();
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void bytesThatAreNotUtf8AreAPathToo() throws IOException {
    Path file = Path.of(URI.create(folder.toUri() + "%FF.png"));
    Files.writeString(file, "there");
    byte[] start = (folder + "/").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(start, start.length + 5);
    bytes[start.length] = (byte) 0xff;
    System.arraycopy(".png".getBytes(StandardCharsets.US_ASCII), 0, bytes, start.length + 1, 4);
    ListedPhoto photo = names(new ByteArrayInputStream(bytes), '\n').iterator().next();
    assertThat(photo.file()).hasContent("there");
    assertThat(photo.path()).startsWith("file:///").endsWith("/%FF.png");
  }

  @Test
  void foldersAreRefusedOneByOne() {
    ListedPhoto photo =
        names(new ByteArrayInputStream(folder.toString().getBytes(StandardCharsets.UTF_8)), '\n')
            .iterator()
            .next();
    assertThatThrownBy(photo::readable).hasMessageContaining(folder + " is a folder");
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThatThrownBy(() -> paths("a.png\0b.png\0", '\n'))
        .rootCause()
        .hasMessageContaining("list: expected names of photos")
        .hasMessageContaining("--null");
    assertThatThrownBy(() -> paths("a".repeat(70_000), '\n'))
        .rootCause()
        .hasMessageContaining("list: expected names of photos");
  }

  @Test
  void nobodyWaitsForNamesOnceItIsStopped() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream()) {
      PhotoNames names = names(new PipedInputStream(out), '\n');
      Iterator<ListedPhoto> photos = names.iterator();
      out.write("a.png\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(photos.next().path()).isEqualTo("a.png");
      CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(photos::hasNext);
      names.stop();
      assertThat(more.get(1, TimeUnit.MINUTES)).isFalse();
    }
  }
}
