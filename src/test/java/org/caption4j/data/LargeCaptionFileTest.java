package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads 600,000 captions in a JVM of its own whose heap holds them, but neither the file's text nor
 * its JSON tree beside them.
 */
class LargeCaptionFileTest {
  private static final int IMAGES = 120_000;
  private static final int CAPTIONS = 5;

  @TempDir Path folder;

  /** Runs in the other JVM; its exit status is the answer. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] args) throws IOException {
      CaptionDataSet read = CaptionDataSets.read(args[0]);
      boolean all =
          read.images().size() == IMAGES && read.captionCount() == (long) IMAGES * CAPTIONS;
      System.exit(all ? 0 : 3);
    }
  }

  @Test
  void isReadInABoundedHeap() throws IOException, InterruptedException {
    Path file = folder.resolve("large.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"annotations\":[");
      for (int i = 0; i < IMAGES * CAPTIONS; i++) {
        out.write(i == 0 ? "" : ",");
        // padding that a tree would keep and a stream does not
        out.write("{\"image_id\":" + i % IMAGES + ",\"id\":" + i + ",\"segmentation\":\"");
        out.write("0123456789".repeat(10));
        out.write("\",\"caption\":\"A man rides a horse along beach number " + i + ".\"}");
      }
      out.write("],\"images\":[");
      for (int i = 0; i < IMAGES; i++) {
        out.write(i == 0 ? "" : ",");
        out.write("{\"id\":" + i + ",\"file_name\":\"COCO_" + i + ".jpg\"}");
      }
      out.write("]}");
    }
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> "exit status; output: " + text(output)).isZero();
  }

  private static String text(Path output) {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
