package org.caption4j.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkInputTest {
  @Test
  void pixelsKeepTheirOrder() {
    Preprocessing small = Preprocessing.kerasVgg(2);
    float[] pixels = new float[2 * small.length()];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = k;
    }
    try (INDArray input = NetworkInput.of(pixels, small)) {
      assertThat(input.shape()).containsExactly(2, 3, 2, 2);
      assertThat(input.getFloat(1, 2, 1, 0)).isEqualTo(1 * 12 + 2 * 4 + 1 * 2);
    }
  }

  /**
   * Java's collector knows nothing of native memory, and does not come while its own heap is free.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsFreedWhenItIsClosed() throws IOException {
    Preprocessing large = Preprocessing.kerasVgg(512);
    float[] pixels = new float[large.length()]; // 3 MB
    NetworkInput.of(pixels, large).close();
    long before = residentKilobytes();
    for (int k = 0; k < 200; k++) {
      NetworkInput.of(pixels, large).close();
    }
    assertThat(residentKilobytes() - before).isLessThan(200_000);
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
