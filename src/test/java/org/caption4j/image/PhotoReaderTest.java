package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoReaderTest {
  @TempDir Path folder;
  private final PhotoReader reader = new PhotoReader();

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp", "bmp", "tiff", "gif"})
  void everyFormatGivesTheSamePixels(String format) throws IOException {
    Photo quarters = ExampleFiles.quarters();
    Photo read = read("photo.of.no.kind", ExampleFiles.encode(format, quarters));
    assertThat(read.width()).isEqualTo(quarters.width());
    assertThat(read.height()).isEqualTo(quarters.height());
    assertCornersClose(read, quarters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
  void losslessFormatsAreExact(String format) throws IOException {
    Photo noise = noise(37, 23);
    Photo expected = format.equals("gif") ? fewColours(noise) : noise;
    assertThat(read("photo", ExampleFiles.encode(format, expected)).rgb())
        .isEqualTo(expected.rgb());
  }

  static Stream<Arguments> orientations() {
    return Stream.of("jpg", "png", "webp", "tiff")
        .flatMap(f -> IntStream.rangeClosed(1, 8).mapToObj(o -> Arguments.of(f, o)));
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void orientationIsAppliedOnce(String format, int orientation) throws IOException {
    Photo upright = ExampleFiles.quarters();
    byte[] file = ExampleFiles.encode(format, upright);
    Photo read = read("turned." + format, ExampleFiles.withOrientation(format, file, orientation));
    boolean lying = orientation >= 5;
    assertThat(read.width()).isEqualTo(lying ? ExampleFiles.HEIGHT : ExampleFiles.WIDTH);
    assertThat(read.height()).isEqualTo(lying ? ExampleFiles.WIDTH : ExampleFiles.HEIGHT);
    // Stored corners: R G above B Y. The upright ones, row by row, after EXIF 2.32 tag 274.
    List<String> expected = List.of("RGBY", "GRYB", "YBGR", "BYRG", "RBGY", "BRYG", "YGBR", "GYRB");
    assertThat(corners(read)).isEqualTo(expected.get(orientation - 1));
  }

  @ParameterizedTest
  @CsvSource({"128, 320, 240", "64, 160, 120", "20, 80, 60", "200, 640, 480"})
  void aJpegIsReadInLessDetailWhereLittleIsMadeOfIt(int side, int width, int height)
      throws IOException {
    Photo large = waves(640, 480);
    Path file = Files.write(folder.resolve("large.jpg"), ExampleFiles.encode("jpg", large));
    Photo read = reader.read(file, side);
    assertThat(List.of(read.width(), read.height())).containsExactly(width, height);
    Preprocessing wanted = Preprocessing.kerasVgg(side);
    float[] expected = wanted.apply(reader.read(file));
    float[] found = wanted.apply(read);
    double difference = 0;
    for (int k = 0; k < found.length; k++) {
      difference += Math.abs(found[k] - expected[k]) / found.length;
    }
    assertThat(difference).as("levels of 255, on average").isLessThan(0.8);
  }

  @Test
  void lessDetailIsUprightToo() throws IOException {
    byte[] jpeg = ExampleFiles.encode("jpg", waves(640, 480));
    Path file =
        Files.write(folder.resolve("turned.jpg"), ExampleFiles.withOrientation("jpg", jpeg, 6));
    Photo read = reader.read(file, 128);
    assertThat(List.of(read.width(), read.height())).containsExactly(240, 320);
  }

  /** A photo without edges, which the ways of making it small would treat differently. */
  private static Photo waves(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int k = 0; k < rgb.length; k++) {
      int x = k / 3 % width;
      int y = k / 3 / width;
      rgb[k] = (byte) (128 + 90 * Math.sin(x / 40.0 + k % 3) * Math.cos(y / 30.0));
    }
    return new Photo("waves", width, height, rgb);
  }

  @Test
  void aColourProfileChangesNothing() throws IOException {
    Photo quarters = ExampleFiles.quarters();
    byte[] file = ExampleFiles.encode("png", quarters);
    byte[] name = "a profile that is none\0\0x".getBytes(StandardCharsets.UTF_8);
    ByteBuffer chunk = ByteBuffer.allocate(12 + name.length);
    chunk.putInt(name.length).put("iCCP".getBytes(StandardCharsets.UTF_8)).put(name);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + name.length);
    chunk.putInt((int) crc.getValue());
    ByteArrayOutputStream with = new ByteArrayOutputStream();
    with.write(file, 0, 33); // signature and IHDR
    with.write(chunk.array());
    with.write(file, 33, file.length - 33);
    assertThat(read("p", with.toByteArray()).rgb()).isEqualTo(read("q", file).rgb());
  }

  @Test
  void orientationThatMakesNoSenseIsIgnored() throws IOException {
    byte[] file = ExampleFiles.encode("jpg", ExampleFiles.quarters());
    assertThat(corners(read("p", ExampleFiles.withOrientation("jpg", file, 9)))).isEqualTo("RGBY");
  }

  @Test
  void greyBecomesRgb() throws IOException {
    for (String format : List.of("jpg", "png", "bmp", "tiff")) {
      byte[] grey = new byte[16 * 16];
      Arrays.fill(grey, (byte) 77);
      Photo read = read("grey", ExampleFiles.encode(format, 16, 16, opencv_core.CV_8UC1, grey));
      assertThat(read.rgb()).as(format).hasSize(3 * 16 * 16).containsOnly(77);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBitsAreScaledToEight(String format) throws IOException {
    short[] bgr = {0, 128, 129, (short) 65535, (short) 32768, 257};
    ByteBuffer samples = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
    samples.asShortBuffer().put(bgr);
    Photo read =
        read("deep", ExampleFiles.encode(format, 2, 1, opencv_core.CV_16UC3, samples.array()));
    assertThat(read.rgb()).containsExactly(1, 0, 0, 1, 128, 255);
  }

  @Test
  void floatingPointIsZeroToOne() throws IOException {
    ByteBuffer samples = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    samples.asFloatBuffer().put(new float[] {0, 0.5f, 1, -1, 2, 0.2f});
    Photo read =
        read("float", ExampleFiles.encode("tiff", 2, 1, opencv_core.CV_32FC3, samples.array()));
    assertThat(read.rgb()).containsExactly(255, 128, 0, 51, 255, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "webp", "tiff"})
  void transparencyLiesOverWhite(String format) throws IOException {
    byte[] bgra = new byte[16 * 16 * 4];
    for (int i = 0; i < 16 * 16; i++) {
      bgra[4 * i] = (byte) 200;
      bgra[4 * i + 1] = 100;
      bgra[4 * i + 3] = (byte) 128;
    }
    Photo read = read("glass", ExampleFiles.encode(format, 16, 16, opencv_core.CV_8UC4, bgra));
    int[] expected = {127, 177, 227}; // c * 128 / 255 + 127
    for (int c = 0; c < 3; c++) {
      assertThat(read.rgb()[c] & 0xff).isCloseTo(expected[c], within(2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 200, ignored as unspecified",
    "1, 127, 227, 255, multiplied by the file",
    "2, 127, 177, 227, multiplied by libtiff",
  })
  void extraSampleOfTiffMeansWhatItsTagSays(int tag, int r, int g, int b, String why)
      throws IOException {
    byte[] bgra = {(byte) 200, 100, 0, (byte) 128};
    byte[] plain = ExampleFiles.encode("tiff", 1, 1, opencv_core.CV_8UC4, bgra);
    Photo read = read("tagged.tiff", ExampleFiles.withTiffTag(plain, 338, tag));
    int[] expected = {r, g, b};
    for (int c = 0; c < 3; c++) {
      assertThat(read.rgb()[c] & 0xff).as(why).isCloseTo(expected[c], within(2));
    }
  }

  @Test
  void paddingOfBmpIsNotTransparency() throws IOException {
    byte[] bgra = new byte[16 * 16 * 4];
    for (int i = 0; i < 16 * 16; i++) {
      bgra[4 * i + 2] = 90;
    }
    Photo read = read("bmp", ExampleFiles.encode("bmp", 16, 16, opencv_core.CV_8UC4, bgra));
    assertThat(read.rgb()).startsWith(90, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space.jpg", "照片.jpg", "😀 cat.jpg", "Überraschung.txt"})
  void anyNameWillDo(String name) throws IOException {
    Photo read = read(name, ExampleFiles.encode("jpg", ExampleFiles.quarters()));
    assertThat(read.name()).isEqualTo(name);
  }

  @Test
  void manyThreadsReadAtOnce() throws IOException {
    Path path = folder.resolve("many.png");
    Files.write(path, ExampleFiles.encode("png", noise(64, 48)));
    Photo expected = reader.read(path);
    List<Photo> read =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return reader.read(path);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toList();
    assertThat(read).hasSize(200).containsOnly(expected);
  }

  @Test
  void readsRealPhotos() throws IOException {
    Path samples = Path.of("../shared/data/samples");
    Assumptions.assumeTrue(Files.isDirectory(samples), "../shared/data/samples is absent");
    try (Stream<Path> photos = Files.list(samples)) {
      for (Path photo : photos.toList()) {
        assertThat(reader.read(photo).width()).isGreaterThan(100);
      }
    }
  }

  private Photo read(String name, byte[] file) throws IOException {
    return reader.read(Files.write(folder.resolve(name), file));
  }

  static Photo noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(7).nextBytes(rgb);
    return new Photo("noise", width, height, rgb);
  }

  /** A GIF has 256 colours at most: two levels a channel. */
  private static Photo fewColours(Photo photo) {
    byte[] rgb = photo.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (rgb[i] < 0 ? 255 : 0);
    }
    return new Photo(photo.name(), photo.width(), photo.height(), rgb);
  }

  private static String corners(Photo photo) {
    int w = photo.width();
    int h = photo.height();
    int[] pixels = {2 * w + 2, 3 * w - 3, (h - 3) * w + 2, (h - 2) * w - 3};
    StringBuilder letters = new StringBuilder();
    for (int pixel : pixels) {
      int rgb = ExampleFiles.packed(photo, pixel);
      boolean red = (rgb >> 16 & 0xff) > 128;
      boolean green = (rgb >> 8 & 0xff) > 128;
      letters.append(red ? (green ? 'Y' : 'R') : green ? 'G' : 'B');
    }
    return letters.toString();
  }

  private static void assertCornersClose(Photo found, Photo expected) {
    assertThat(corners(found)).isEqualTo(corners(expected));
    for (int c = 0; c < 3; c++) {
      assertThat(found.rgb()[c] & 0xff).isCloseTo(expected.rgb()[c] & 0xff, within(25));
    }
  }
}
