package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSplitTest {
  @TempDir Path folder;

  @Test
  void namesMayBeWrittenInTheOtherWay() throws IOException {
    Path table = Files.writeString(folder.resolve("t"), "caf\u00e9.jpg\tA\ncafe.jpg\tB\n");
    Files.writeString(folder.resolve("list"), "cafe\u0301.jpg\n");
    assertThat(CaptionDataSets.read(table + "#list").images())
        .extracting(CaptionedImage::fileName)
        .containsExactly("caf\u00e9.jpg");
  }
}
