package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
  @TempDir Path folder;

  private List<Path> pages() throws IOException {
    assertThat(CommandResult.run("manual", "--out", folder).exitCode()).isZero();
    try (Stream<Path> pages = Files.list(folder)) {
      return pages.sorted().toList();
    }
  }

  @Test
  void aPageForEachCommand() throws IOException {
    assertThat(pages())
        .extracting(page -> page.getFileName().toString())
        .contains(
            "caption4j.1", "caption4j-batch.1", "caption4j-doctor.1", "caption4j-models-list.1")
        .doesNotContain("caption4j-manual.1", "caption4j-help.1");
    String page = Files.readString(folder.resolve("caption4j-batch.1"));
    assertThat(page)
        .contains(
            ".TH \"CAPTION4J\\-BATCH\" 1",
            ".SH \"NAME\"\ncaption4j\\-batch \\- ",
            "\\fB\\-\\-resume\\fR",
            "\\fBcaption4j\\fR(1)");
    assertThat(page).doesNotContain("@|", "${");
  }

  @Test
  void groffHasNothingToSayAgainstThem() throws IOException, InterruptedException {
    Path groff = Path.of("/usr/bin/groff");
    assumeTrue(Files.isExecutable(groff), "no groff");
    for (Path page : pages()) {
      Process process =
          new ProcessBuilder(groff.toString(), "-man", "-Tutf8", "-ww", "-z", page.toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .as(page.toString())
          .isEmpty();
      assertThat(process.waitFor()).isZero();
    }
  }
}
