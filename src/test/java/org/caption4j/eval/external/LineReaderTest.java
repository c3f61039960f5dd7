package org.caption4j.eval.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static LineReader of(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsLinesWithAnyEnd() throws IOException {
    LineReader lines = of("one\r\n\nd\u00e9j\u00e0");
    assertThat(lines.next()).contains("one");
    assertThat(lines.next()).contains("");
    assertThat(lines.next()).contains("d\u00e9j\u00e0");
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void dropsTheEndOfALongLine() throws IOException {
    LineReader lines = of("y".repeat(3 * LineReader.LONGEST) + "\nnext\n");
    assertThat(lines.next()).contains("y".repeat(LineReader.LONGEST));
    assertThat(lines.next()).contains("next");
    assertThat(lines.next()).isEmpty();
  }
}
