package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderThumbnailsTest {
  @TempDir Path folder;
  private FolderThumbnails source;

  @BeforeEach
  void source() {
    source = new FolderThumbnails(folder, new PhotoReader(), new Thumbnails(10));
  }

  @Test
  void photosBecomeSmall() throws IOException {
    Files.createDirectories(folder.resolve("val"));
    byte[] jpeg = new Thumbnails(40).of(new Photo("grey", 40, 20, new byte[2400])).jpeg();
    Files.write(folder.resolve("val/grey.jpg"), jpeg);
    Thumbnail thumbnail = source.thumbnail("val/grey.jpg");
    assertThat(thumbnail.width()).isEqualTo(10);
    assertThat(thumbnail.height()).isEqualTo(5);
  }

  @Test
  void messagesDoNotTellWhereTheFolderIs() throws IOException {
    Files.writeString(folder.resolve("words.jpg"), "these are no pixels");
    assertThatThrownBy(() -> source.thumbnail("absent.jpg"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("absent.jpg does not exist: expected a photo; check its name");
    assertThatThrownBy(() -> source.thumbnail("words.jpg"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("words.jpg is no photo that can be read");
  }

  @Test
  void namesThatNoFileCanHaveAreFaults() {
    assertThatThrownBy(() -> source.thumbnail("a\0b.jpg"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is no file name here");
  }
}
