package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variant of each format has the pixels that a second decoder finds. */
class PhotoVariantsTest {
  private static final int WIDTH = TiffFiles.WIDTH;
  private static final int HEIGHT = TiffFiles.HEIGHT;

  /** 16x16 pixels, red growing to the right and green downwards; by libjpeg's cjpeg. */
  private static final String ARITHMETIC =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQ"
          + "ERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU"
          + "FBQUFBQUFBQUFBQUFBT/yQARCAAQABADAREAAhEBAxEB/8wACgAQEAUBEBEF/9oADAMBAAIRAxEAPwD/AN4Gp7rfXMXHJ45b"
          + "q5o/RoVvdEmQotEzNM12Rcaw0BxYZJ6YJa0m1QOGzWgpLraFYwgqkr3wYw0QT4qstcR5INeRQv/Z";

  @TempDir Path folder;

  /**
   * @param tolerance the largest difference of a sample, of 255
   * @param reference what the second decoder reads: the same file, or the same picture in a kind
   *     that it reads right
   */
  private record Variant(String name, byte[] file, int tolerance, byte[] reference) {
    Variant(String name, byte[] file, int tolerance) {
      this(name, file, tolerance, file);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Variant exact(String name, byte[] file) {
    return new Variant(name, file, 1); // 16 bits are cut off to 8 by one, rounded by the other
  }

  static Stream<Variant> variants() throws IOException {
    List<Variant> all = new ArrayList<>();
    addJpegs(all);
    addPngs(all);
    addBmps(all);
    addTiffs(all);
    addGifs(all);
    addWebps(all);
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void hasThePixelsThatASecondDecoderFinds(Variant variant) throws IOException {
    Photo found = new PhotoReader().read(Files.write(folder.resolve("photo"), variant.file));
    assertThat(difference(found, SecondDecoder.read(variant.reference)))
        .isLessThanOrEqualTo(variant.tolerance);
  }

  /** Read by nobody right: told by name, in one line. */
  private record Refused(String name, byte[] file, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedByName(Refused refused) throws IOException {
    Path path = Files.write(folder.resolve("photo"), refused.file);
    assertThatThrownBy(() -> new PhotoReader().read(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(path + " is a kind of ")
        .hasMessageContaining(refused.message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void oneGreyOfAPngMayBeTransparent(int bits) throws IOException {
    byte[] opaque = PngFiles.file(0, bits, false, new byte[0], WIDTH, HEIGHT);
    byte[] glass = PngFiles.file(0, bits, false, new byte[2], WIDTH, HEIGHT);
    Path path = folder.resolve("photo");
    byte[] expected = new PhotoReader().read(Files.write(path, opaque)).rgb();
    assertThat(expected[0]).isZero();
    byte[] found = new PhotoReader().read(Files.write(path, glass)).rgb();
    assertThat(found[0]).isEqualTo((byte) 255);
    for (int k = 0; k < expected.length; k++) {
      if (bits == 16 ? expected[k] > 2 || expected[k] < 0 : expected[k] != 0) {
        assertThat(found[k]).isEqualTo(expected[k]);
      }
    }
  }

  /** The second decoder takes such files for colours and opacity. */
  @Test
  void inksWithoutAnAdobeMarkAreNotInverted() throws IOException {
    Photo found = new PhotoReader().read(Files.write(folder.resolve("inks"), samplesJpeg(4)));
    for (int k = 0; k < found.rgb().length; k++) {
      int x = k / 3 % WIDTH;
      int y = k / 3 / WIDTH;
      int ink = inks(x, y)[k % 3];
      int expected = (255 - ink) * (255 - inks(x, y)[3]) / 255;
      assertThat(found.rgb()[k] & 255).isCloseTo(expected, within(4));
    }
  }

  @Test
  void arithmeticCodesAreRead() throws IOException {
    Photo found =
        new PhotoReader()
            .read(Files.write(folder.resolve("a.jpg"), Base64.getDecoder().decode(ARITHMETIC)));
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        int[] expected = {16 * x, 16 * y, 128};
        for (int c = 0; c < 3; c++) {
          assertThat(found.rgb()[3 * (16 * y + x) + c] & 255).isCloseTo(expected[c], within(14));
        }
      }
    }
  }

  private static int difference(Photo found, Photo expected) {
    assertThat(List.of(found.width(), found.height()))
        .containsExactly(expected.width(), expected.height());
    int largest = 0;
    for (int k = 0; k < found.rgb().length; k++) {
      largest = Math.max(largest, Math.abs((found.rgb()[k] & 255) - (expected.rgb()[k] & 255)));
    }
    return largest;
  }

  // ---- JPEG

  private static void addJpegs(List<Variant> all) throws IOException {
    int[] samplings = {0x111111, 0x211111, 0x121111, 0x221111, 0x411111};
    for (int progressive : new int[] {0, 1}) {
      String kind = progressive == 1 ? "progressive " : "";
      for (int sampling : samplings) {
        all.add(
            new Variant(
                "JPEG %s%06x".formatted(kind, sampling),
                jpeg(
                    waves(),
                    opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                    sampling,
                    opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                    progressive),
                12));
      }
    }
    all.add(
        new Variant(
            "JPEG with restarts",
            jpeg(waves(), opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2),
            12));
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int k = 0; k < grey.length; k++) {
      grey[k] = (byte) (k % WIDTH * 6);
    }
    all.add(
        new Variant(
            "JPEG grey", ExampleFiles.encode("jpg", WIDTH, HEIGHT, opencv_core.CV_8UC1, grey), 3));
    byte[] rgb = samplesJpeg(3);
    all.add(new Variant("JPEG RGB (Adobe)", withAdobe(rgb, 0), 4));
    all.add(new Variant("JPEG YCbCr (Adobe)", withAdobe(rgb, 1), 4));
    byte[] inks = samplesJpeg(4);
    all.add(new Variant("JPEG CMYK (Adobe)", withAdobe(inks, 0), 6));
    all.add(new Variant("JPEG YCCK (Adobe)", withAdobe(inks, 2), 6));
  }

  private static byte[] jpeg(Photo photo, int... settings) {
    byte[] bgr = new byte[photo.rgb().length];
    for (int k = 0; k < bgr.length; k++) {
      bgr[k] = photo.rgb()[k - k % 3 + 2 - k % 3];
    }
    try (BytePointer data = new BytePointer(bgr);
        Mat mat = new Mat(photo.height(), photo.width(), opencv_core.CV_8UC3, data);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(settings)) {
      opencv_imgcodecs.imencode(".jpg", mat, encoded, parameters);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** Samples as they are, in a file that does not say what they mean. */
  private static byte[] samplesJpeg(int bands) throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, bands, null);
    for (int k = 0; k < WIDTH * HEIGHT; k++) {
      raster.setPixel(k % WIDTH, k / WIDTH, Arrays.copyOf(inks(k % WIDTH, k / WIDTH), bands));
    }
    return UnusualFiles.write(
        "JPEG",
        (writer, param) -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality(1);
          writer.write(null, new IIOImage(raster, null, null), param);
        });
  }

  private static int[] inks(int x, int y) {
    return new int[] {40 + x * 4, 200 - y * 6, 100 + x + y, 30 + 2 * x};
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) {
    byte[] segment = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    return ExampleFiles.splice(jpeg, 2, segment);
  }

  // ---- PNG

  private static void addPngs(List<Variant> all) {
    int[][] kinds = {
      {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
      {4, 8}, {4, 16}, {6, 8}, {6, 16}
    };
    for (int[] kind : kinds) {
      for (boolean interlaced : new boolean[] {false, true}) {
        String name = "PNG type %d, %d bits%s".formatted(kind[0], kind[1], interlaced ? ", i" : "");
        all.add(
            exact(name, PngFiles.file(kind[0], kind[1], interlaced, new byte[0], WIDTH, HEIGHT)));
      }
      byte[] transparency =
          kind[0] == 3
              ? new byte[] {0, 100}
              : kind[1] == 8
                  ? new byte[] {0, 0, 0, 35, 0, 70}
                  : new byte[] {0, 0, 0x23, 0x28, 0x46, 0x50};
      if (kind[0] == 2 || kind[0] == 3) {
        all.add(
            exact(
                "PNG type %d, %d bits, tRNS".formatted(kind[0], kind[1]),
                PngFiles.file(kind[0], kind[1], false, transparency, WIDTH, HEIGHT)));
      }
    }
  }

  // ---- BMP

  private static void addBmps(List<Variant> all) {
    for (int header : new int[] {12, 40, 52, 56, 64, 108, 124}) {
      for (int bits : new int[] {1, 4, 8, 16, 24, 32}) {
        if (header != 12 || (bits != 16 && bits != 32)) {
          all.add(
              exact(
                  "BMP header %d, %d bits".formatted(header, bits),
                  BmpFiles.plain(header, bits, WIDTH, HEIGHT)));
        }
      }
    }
    for (int header : new int[] {40, 52, 56, 108, 124}) {
      all.add(
          exact(
              "BMP 565, header " + header,
              BmpFiles.plain(header, 16, WIDTH, HEIGHT, 0xf800, 0x7e0, 0x1f)));
      all.add(
          exact(
              "BMP 555, header " + header,
              BmpFiles.plain(header, 16, WIDTH, HEIGHT, 0x7c00, 0x3e0, 0x1f)));
      all.add(
          exact(
              "BMP 888 masks, header " + header,
              BmpFiles.plain(header, 32, WIDTH, HEIGHT, 0xff0000, 0xff00, 0xff)));
      all.add(
          exact(
              "BMP 888 masks the other way, header " + header,
              BmpFiles.plain(header, 32, WIDTH, HEIGHT, 0xff, 0xff00, 0xff0000)));
      all.add(
          exact(
              "BMP 101010 masks, header " + header,
              BmpFiles.plain(header, 32, WIDTH, HEIGHT, 0x3ff00000, 0xffc00, 0x3ff)));
      all.add(
          exact(
              "BMP 444 masks, header " + header,
              BmpFiles.plain(header, 16, WIDTH, HEIGHT, 0xf00, 0xf0, 0xf)));
      if (header >= 56) {
        all.add(
            exact(
                "BMP 8888 masks, header " + header,
                BmpFiles.plain(header, 32, WIDTH, HEIGHT, 0xff0000, 0xff00, 0xff, 0xff000000)));
      }
    }
    for (int bits : new int[] {1, 8, 24}) {
      all.add(exact("BMP top down, " + bits, BmpFiles.plain(40, bits, WIDTH, -HEIGHT)));
    }
    all.add(exact("BMP RLE4", BmpFiles.runLengths(4, WIDTH, HEIGHT)));
    all.add(exact("BMP RLE8", BmpFiles.runLengths(8, WIDTH, HEIGHT)));
  }

  // ---- TIFF

  private static void addTiffs(List<Variant> all) throws IOException {
    all.add(exact("TIFF", new TiffFiles().file()));
    all.add(exact("TIFF big-endian", new TiffFiles().bigEndian().file()));
    all.add(exact("BigTIFF", new TiffFiles().big().file()));
    all.add(exact("BigTIFF big-endian", new TiffFiles().big().bigEndian().file()));
    all.add(exact("TIFF 3 pages", new TiffFiles().pages(3).file()));
    for (int bits : new int[] {8, 16}) {
      for (boolean motorola : new boolean[] {false, true}) {
        for (String kind : List.of("strips", "tiles", "planar", "planar tiles", "predictor")) {
          TiffFiles tiff = new TiffFiles().bits(bits, 1);
          if (motorola) {
            tiff.bigEndian();
          }
          if (kind.contains("tiles")) {
            tiff.tiles(16);
          }
          if (kind.contains("planar")) {
            tiff.planar();
          }
          if (kind.equals("predictor")) {
            tiff.deflate(2);
          }
          String order = motorola ? "big-endian" : "little-endian";
          all.add(exact("TIFF %d bits, %s, %s".formatted(bits, order, kind), tiff.file()));
        }
      }
    }
    for (int side : new int[] {32, 48, 64}) {
      all.add(exact("TIFF tiles of " + side, new TiffFiles().tiles(side).file()));
      all.add(exact("TIFF packed tiles of " + side, new TiffFiles().tiles(side).deflate(1).file()));
    }
    for (int bits : new int[] {1, 2, 4, 8, 12, 16}) {
      all.add(exact("TIFF grey " + bits, new TiffFiles().bits(bits, 1).model(1, 1).file()));
      if (bits != 12) {
        byte[] file = new TiffFiles().bits(bits, 1).model(0, 1).file();
        all.add(exact("TIFF min-is-white " + bits, file));
      }
    }
    for (int bits : new int[] {32, 64}) {
      for (double white : new double[] {1, 255, 65535}) {
        all.add(
            new Variant(
                "TIFF float %d to %.0f".formatted(bits, white),
                new TiffFiles().floats(bits, white).file(),
                1,
                new TiffFiles().file()));
        all.add(
            new Variant(
                "TIFF grey float %d to %.0f".formatted(bits, white),
                new TiffFiles().floats(bits, white).model(1, 1).file(),
                1,
                new TiffFiles().model(1, 1).file()));
      }
    }
    for (int bits : new int[] {1, 2, 4, 8}) {
      int[] palette = new int[3 << bits];
      Random random = new Random(2);
      for (int k = 0; k < palette.length; k++) {
        palette[k] = random.nextInt(256) * 257;
      }
      TiffFiles tiff = new TiffFiles().bits(bits, 1).model(3, 1).tag(320, palette);
      all.add(exact("TIFF palette " + bits, tiff.file()));
    }
    for (int bits : new int[] {8, 16}) {
      TiffFiles deep = new TiffFiles().bits(bits, 1);
      all.add(exact("TIFF RGB, opacity, " + bits, deep.model(2, 4).tag(338, 2).file()));
      all.add(exact("TIFF planar RGB, opacity, " + bits, deep.planar().file()));
      all.add(
          exact(
              "TIFF grey, opacity, " + bits,
              new TiffFiles().bits(bits, 1).model(1, 2).tag(338, 2).file()));
      byte[] multiplied = new TiffFiles().bits(16, 1).model(2, 4).tag(338, 1).file();
      all.add(
          new Variant(
              "TIFF RGB, opacity in the colours, " + bits,
              new TiffFiles().bits(bits, 1).model(2, 4).tag(338, 1).file(),
              2,
              multiplied));
      all.add(
          new Variant(
              "TIFF RGB and something else, " + bits,
              new TiffFiles().bits(bits, 1).model(2, 4).tag(338, 0).file(),
              1,
              new TiffFiles().file()));
      all.add(
          new Variant(
              "TIFF grey and something else, " + bits,
              new TiffFiles().bits(bits, 1).model(1, 2).tag(338, 0).file(),
              1,
              new TiffFiles().model(1, 1).file()));
    }
    all.add(exact("TIFF CMYK", new TiffFiles().model(5, 4).file()));
    all.add(exact("TIFF CMYK planar", new TiffFiles().model(5, 4).planar().file()));
    all.add(new Variant("TIFF CIELab", new TiffFiles().model(8, 3).file(), 8));
    all.add(exact("TIFF YCbCr", new TiffFiles().model(6, 3).tag(530, 1, 1).file()));
    for (String compression :
        List.of(
            "LZW", "PackBits", "ZLib", "Deflate", "JPEG", "CCITT RLE", "CCITT T.4", "CCITT T.6")) {
      boolean fax = compression.startsWith("CCITT");
      all.add(
          new Variant(
              "TIFF " + compression,
              UnusualFiles.write(
                  "TIFF",
                  (writer, param) -> {
                    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    param.setCompressionType(compression);
                    writer.write(
                        null, new IIOImage(fax ? bilevel() : image(waves()), null, null), param);
                  }),
              compression.equals("JPEG") ? 12 : 0));
    }
  }

  static Stream<Refused> refused() throws IOException {
    byte[] jpeg = jpeg(waves());
    int frame = 0;
    while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
      frame++;
    }
    TiffFiles signed = new TiffFiles().bits(16, 2);
    return Stream.of(
        new Refused("JPEG 12 bits", with(jpeg, frame + 4, 12), "12 bits a sample"),
        new Refused("JPEG lossless", with(jpeg, frame + 1, 0xc3), "lossless"),
        new Refused("JPEG hierarchical", with(jpeg, frame + 1, 0xc5), "hierarchical"),
        new Refused("JPEG of two", with(jpeg, frame + 9, 2), "2 components"),
        new Refused("TIFF 32 bits", new TiffFiles().bits(32, 1).file(), "RGB of 32 bits"),
        new Refused(
            "TIFF grey 32", new TiffFiles().bits(32, 1).model(1, 1).file(), "grey of 32 bits"),
        new Refused(
            "TIFF white 12", new TiffFiles().bits(12, 1).model(0, 1).file(), "grey of 12 bits"),
        new Refused("TIFF signed", signed.file(), "signed samples"),
        new Refused("TIFF signed grey", signed.model(1, 1).file(), "signed samples"),
        new Refused("TIFF half", new TiffFiles().floats(16, 1).file(), "16 bits in floating point"),
        new Refused(
            "TIFF planar float",
            new TiffFiles().floats(32, 1).planar().file(),
            "planar RGB of 32 bits in floating point"),
        new Refused(
            "TIFF white float",
            new TiffFiles().floats(32, 1).model(0, 1).file(),
            "grey of 32 bits in floating point"),
        new Refused(
            "TIFF planar and something else",
            new TiffFiles().bits(16, 1).planar().model(2, 4).tag(338, 0).file(),
            "samples of no known meaning"),
        new Refused(
            "TIFF 5 samples", new TiffFiles().model(2, 5).tag(338, 0, 0).file(), "RGB of 5"),
        new Refused("TIFF CMYK 16", new TiffFiles().bits(16, 1).model(5, 4).file(), "CMYK of 16"),
        new Refused("TIFF CMYKA", new TiffFiles().model(5, 5).tag(338, 2).file(), "CMYK of 5"),
        new Refused("TIFF ICCLab", new TiffFiles().model(9, 3).file(), "colour model 9"),
        new Refused("TIFF mask", new TiffFiles().bits(1, 1).model(4, 1).file(), "colour model 4"),
        new Refused(
            "BigTIFF grey 4", new TiffFiles().big().bits(4, 1).model(1, 1).file(), "BigTIFF"));
  }

  private static byte[] with(byte[] file, int at, int value) {
    byte[] changed = file.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static BufferedImage bilevel() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    for (int k = 0; k < WIDTH * HEIGHT; k++) {
      image.setRGB(k % WIDTH, k / WIDTH, k * k % 7 < 3 ? 0xffffff : 0);
    }
    return image;
  }

  // ---- GIF

  private static void addGifs(List<Variant> all) throws IOException {
    all.add(exact("GIF", gif(false, -1)));
    all.add(exact("GIF interlaced", gif(true, -1)));
    all.add(exact("GIF transparent", gif(false, 3)));
    all.add(exact("GIF animated", UnusualFiles.animatedGif()));
  }

  private static byte[] gif(boolean interlaced, int transparent) throws IOException {
    byte[] levels = {0, 40, 80, 120, (byte) 160, (byte) 200, (byte) 240, (byte) 255};
    byte[] other = {9, 99, 0, (byte) 200, 50, 60, 70, 80};
    IndexColorModel colours = new IndexColorModel(3, 8, levels, other, levels, transparent);
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, colours);
    for (int k = 0; k < WIDTH * HEIGHT; k++) {
      image.getRaster().setSample(k % WIDTH, k / WIDTH, 0, (k + k / WIDTH) % 8);
    }
    return UnusualFiles.write(
        "GIF",
        (writer, param) -> {
          param.setProgressiveMode(
              interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
          writer.write(null, new IIOImage(image, null, null), param);
        });
  }

  // ---- WebP

  private static void addWebps(List<Variant> all) throws IOException {
    all.add(new Variant("WebP lossy", ExampleFiles.webp(WIDTH, HEIGHT, 3, 80), 6));
    all.add(new Variant("WebP lossy, alpha", ExampleFiles.webp(WIDTH, HEIGHT, 4, 80), 6));
    all.add(exact("WebP lossless", ExampleFiles.webp(WIDTH, HEIGHT, 3, 101)));
    all.add(exact("WebP lossless, alpha", ExampleFiles.webp(WIDTH, HEIGHT, 4, 101)));
    all.add(new Variant("WebP animated", UnusualFiles.animatedWebp(), 6));
  }

  // ---- what they are made of

  /** Smooth, so that ways to interpolate colours differ little. */
  private static Photo waves() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int k = 0; k < rgb.length; k++) {
      int x = k / 3 % WIDTH;
      int y = k / 3 / WIDTH;
      rgb[k] = (byte) (128 + 100 * Math.sin(x / 9.0 + k % 3) * Math.cos(y / 11.0));
    }
    return new Photo("waves", WIDTH, HEIGHT, rgb);
  }

  private static BufferedImage image(Photo photo) {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int k = 0; k < photo.width() * photo.height(); k++) {
      image.setRGB(k % photo.width(), k / photo.width(), ExampleFiles.packed(photo, k));
    }
    return image;
  }
}
