package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter said = new StringWriter();

  private Progress lines(long total) {
    return new Progress.Lines(new PrintWriter(said, true), "captions", "photos", total);
  }

  @Test
  void theRateIsThatSinceTheFirstReport() throws InterruptedException {
    Progress progress = lines(30);
    progress.at(10, "");
    Thread.sleep(20);
    progress.at(20, "2 failed");
    progress.close();
    assertThat(said.toString())
        .matches("captions: 20/30 photos, [1-9][0-9]*\\.[0-9]/s, [0-9]+ s left, 2 failed\\R");
  }

  @Test
  void aSingleReportTellsNoRate() {
    Progress progress = lines(3);
    progress.at(3, "");
    progress.close();
    assertThat(said.toString()).isEqualTo("captions: 3/3 photos" + System.lineSeparator());
  }
}
