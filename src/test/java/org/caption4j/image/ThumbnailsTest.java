package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "640, 480, 192, 192, 144",
    "480, 640, 192, 144, 192",
    "333, 500, 192, 128, 192",
    "192, 100, 192, 192, 100",
    "40, 30, 192, 40, 30",
    "3000, 2, 192, 192, 1",
    "1, 1, 1, 1, 1"
  })
  void keepsProportionsAndNeverGrows(int width, int height, int side, int toWidth, int toHeight)
      throws IOException {
    Thumbnail thumbnail = new Thumbnails(side).of(plain(width, height, 90, 120, 150));
    Photo read = read(thumbnail);
    assertThat(thumbnail.width()).isEqualTo(toWidth);
    assertThat(thumbnail.height()).isEqualTo(toHeight);
    assertThat(read.width()).isEqualTo(toWidth);
    assertThat(read.height()).isEqualTo(toHeight);
  }

  @Test
  void coloursKeepTheirPlaces() throws IOException {
    Photo quarters = ExampleFiles.quarters();
    Photo small = read(new Thumbnails(24).of(quarters));
    assertThat(small.width()).isEqualTo(24);
    assertThat(small.height()).isEqualTo(16);
    for (int[] place : new int[][] {{4, 4}, {20, 4}, {4, 12}, {20, 12}}) {
      for (int channel = 0; channel < 3; channel++) {
        int expected = sample(quarters, 2 * place[0], 2 * place[1], channel);
        assertThat(sample(small, place[0], place[1], channel))
            .isBetween(expected - 30, expected + 30);
      }
    }
  }

  @Test
  void fineStripesBecomeTheirMean() throws IOException {
    byte[] rgb = new byte[3 * 800 * 800];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % 2 * 255);
    }
    Photo small = read(new Thumbnails(100).of(new Photo("stripes", 800, 800, rgb)));
    for (int x = 0; x < 100; x++) {
      assertThat(sample(small, x, 50, 0)).isBetween(124, 131);
    }
  }

  @Test
  void nativeMemoryIsGivenBack() {
    Thumbnails thumbnails = new Thumbnails(100);
    Photo photo = plain(1000, 1000, 1, 2, 3);
    thumbnails.of(photo);
    long before = Pointer.totalBytes();
    for (int i = 0; i < 20; i++) {
      thumbnails.of(photo);
    }
    assertThat(Pointer.totalBytes()).isLessThan(before + photo.rgb().length);
  }

  @Test
  void sizeMustBePositive() {
    assertThatThrownBy(() -> new Thumbnails(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a thumbnail of at least 1 pixel but found 0");
  }

  @Test
  void aHigherQualityIsNearerToThePhoto() {
    byte[] rgb = new byte[3 * 40 * 30];
    Random random = new Random(1);
    for (int k = 0; k < rgb.length; k += 3) {
      Arrays.fill(rgb, k, k + 3, (byte) random.nextInt(256)); // grey: JPEG halves colours
    }
    Photo photo = new Photo("noise", 40, 30, rgb);
    assertThat(difference(photo, 95)).isLessThan(0.7 * difference(photo, 30));
    assertThatThrownBy(() -> new Thumbnails(40, 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a quality of 1 to 100 but found 101");
  }

  /** Mean absolute difference of the pixels, decoded again. */
  private static double difference(Photo photo, int quality) {
    Photo decoded = new PhotoReader().read("again", new Thumbnails(40, quality).of(photo));
    assertThat(decoded.name()).isEqualTo("again");
    assertThat(decoded.width()).isEqualTo(photo.width());
    double sum = 0;
    for (int k = 0; k < photo.rgb().length; k++) {
      sum += Math.abs((photo.rgb()[k] & 0xff) - (decoded.rgb()[k] & 0xff));
    }
    return sum / photo.rgb().length;
  }

  private Photo read(Thumbnail thumbnail) throws IOException {
    return new PhotoReader().read(Files.write(folder.resolve("small.jpg"), thumbnail.jpeg()));
  }

  private static Photo plain(int width, int height, int... colour) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) colour[i % 3];
    }
    return new Photo("plain", width, height, rgb);
  }

  private static int sample(Photo photo, int x, int y, int channel) {
    return photo.rgb()[3 * (y * photo.width() + x) + channel] & 0xff;
  }
}
