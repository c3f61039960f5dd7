package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JPEG without its end is described if all of its picture can be seen. */
class UnfinishedJpegTest {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 301;

  @TempDir Path folder;

  private static byte[] jpeg(int... settings) {
    byte[] bgr = new byte[3 * WIDTH * HEIGHT];
    for (int k = 0; k < bgr.length; k++) {
      int x = k / 3 % WIDTH;
      int y = k / 3 / WIDTH;
      bgr[k] = (byte) (128 + 90 * Math.sin(x / 7.0 + k % 3) * Math.cos(y / 5.0) + (x * y) % 20);
    }
    try (BytePointer data = new BytePointer(bgr);
        Mat mat = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, data);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(settings)) {
      opencv_imgcodecs.imencode(".jpg", mat, encoded, parameters);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private Photo read(byte[] file) throws IOException {
    return new PhotoReader().read(Files.write(folder.resolve("photo.jpg"), file));
  }

  private void assertRefused(byte[] file) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("photo.jpg") + " is cut short: ");
  }

  private void assertWarning(Photo photo, String expected) {
    assertThat(photo.warnings())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("photo.jpg") + " " + expected)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"0x111111, 0", "0x221111, 0", "0x211111, 0", "0x411111, 0", "0x221111, 3"})
  void withoutItsMarkerThePictureIsTheSame(String sampling, int restart) throws IOException {
    byte[] whole =
        jpeg(
            opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
            Integer.decode(sampling),
            opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
            restart);
    Photo expected = read(whole);
    assertThat(expected.warnings()).isEmpty();
    for (int missing = 1; missing <= 2; missing++) {
      Photo found = read(Arrays.copyOf(whole, whole.length - missing));
      assertThat(found.rgb()).isEqualTo(expected.rgb());
      assertWarning(found, "has no end-of-image marker");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aFewBytesLessAreAFewBlocksLess(int restart) throws IOException {
    byte[] whole = jpeg(opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, restart);
    Photo expected = read(whole);
    Photo found = read(Arrays.copyOf(whole, whole.length - 60));
    assertWarning(found, "is cut short: ");
    int rows =
        HEIGHT / 16 * 16; // all rows of blocks but the last, less those that upsampling mixes
    byte[] above = Arrays.copyOf(found.rgb(), 3 * WIDTH * (rows - 1));
    assertThat(above).isEqualTo(Arrays.copyOf(expected.rgb(), above.length));
  }

  @Test
  void missingRowsAreRefused() {
    byte[] whole = jpeg();
    for (double part : new double[] {0.3, 0.7, 0.9, 0.97}) {
      assertRefused(Arrays.copyOf(whole, (int) (part * whole.length)));
    }
    byte[] zeros = whole.clone();
    Arrays.fill(zeros, whole.length * 9 / 10, whole.length, (byte) 0);
    assertRefused(zeros);
  }

  @Test
  void aProgressiveJpegMayLackItsLastDetail() throws IOException {
    byte[] whole = jpeg(opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    Photo expected = read(whole);
    for (int missing : new int[] {2, 50, whole.length / 20}) {
      Photo found = read(Arrays.copyOf(whole, whole.length - missing));
      assertWarning(found, "is cut short: the scan that adds the finest detail");
      double difference = 0;
      for (int k = 0; k < found.rgb().length; k++) {
        difference += Math.abs((found.rgb()[k] & 255) - (expected.rgb()[k] & 255));
      }
      assertThat(difference / found.rgb().length).isLessThan(6);
    }
    assertRefused(Arrays.copyOf(whole, whole.length / 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 3000})
  void endlessScansAreRefused(int copies) throws IOException {
    byte[] whole = jpeg(opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    int scan = whole.length - 2;
    while (whole[scan] != (byte) 0xff || whole[scan + 1] != (byte) 0xda) {
      scan--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, whole.length - 2);
    for (int k = 0; k < copies; k++) {
      out.write(whole, scan, whole.length - 2 - scan);
    }
    out.write(whole, whole.length - 2, 2);
    byte[] file = out.toByteArray();
    if (copies < 91) {
      assertThat(read(file).width()).isEqualTo(WIDTH);
    } else {
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("would take too long to decode: expected at most 100 scans");
    }
  }
}
