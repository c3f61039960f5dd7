package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  @Test
  void pagesAreNumberedBeforeTheEnding() {
    Path folder = Path.of("some", "folder.d");
    PageFiles files = new PageFiles(folder.resolve("photos.all.html"), 12);
    assertThat(files.file(1)).isEqualTo(folder.resolve("photos.all.html"));
    assertThat(files.file(2)).isEqualTo(folder.resolve("photos.all-2.html"));
    assertThat(files.file(12)).isEqualTo(folder.resolve("photos.all-12.html"));
  }

  @Test
  void namesNeedNoEnding() {
    assertThat(new PageFiles(Path.of("photos"), 2).file(2)).isEqualTo(Path.of("photos-2"));
    assertThat(new PageFiles(Path.of(".photos"), 2).file(2)).isEqualTo(Path.of(".photos-2"));
  }

  @Test
  void linksNameFilesWhateverTheirNames() {
    assertThat(new PageFiles(Path.of("some", "photos.html"), 2).link(2))
        .isEqualTo("./photos-2.html");
    assertThat(new PageFiles(Path.of("100% of #1?.html"), 2).link(2))
        .isEqualTo("./100%25%20of%20%231%3F-2.html");
    assertThat(new PageFiles(Path.of("data:text,a.html"), 2).link(1))
        .isEqualTo("./data:text,a.html");
  }
}
