package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours become sRGB as the JDK's colour management has it; damaged profiles change nothing. */
class ColourProfileTest {
  private static final double[] P3 = {
    0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407
  };
  private static final double[] ADOBE_RGB = {
    0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457
  };
  private static final double[] PROPHOTO = {
    0.79767, 0.28804, 0, 0.13519, 0.71188, 0, 0.03134, 0.00009, 0.82491
  };

  @TempDir Path folder;

  /** A profile of a matrix and one curve for all three. */
  private static byte[] profile(double[] primaries, byte[] curve) {
    int tags = 9;
    int start = 128 + 4 + 12 * tags;
    int colours = start + 20;
    int curveAt = colours + 60;
    int textAt = curveAt + curve.length + (4 - curve.length % 4) % 4;
    ByteBuffer out = ByteBuffer.allocate(textAt + 24 + 88);
    out.putInt(0, out.capacity()).putInt(8, 0x02400000);
    put(out, 12, "mntrRGB XYZ ");
    put(out, 36, "acsp");
    out.putInt(68, fixed(0.9642)).putInt(72, fixed(1)).putInt(76, fixed(0.8249));
    out.position(128).putInt(tags);
    tag(out, "wtpt", start, 20);
    for (int c = 0; c < 3; c++) {
      tag(out, "rgb".charAt(c) + "XYZ", colours + 20 * c, 20);
      tag(out, "rgb".charAt(c) + "TRC", curveAt, curve.length);
    }
    tag(out, "cprt", textAt, 12);
    tag(out, "desc", textAt + 12, 100);
    xyz(out, start, 0.9642, 1, 0.8249);
    for (int c = 0; c < 3; c++) {
      xyz(out, colours + 20 * c, primaries[3 * c], primaries[3 * c + 1], primaries[3 * c + 2]);
    }
    out.put(curveAt, curve);
    put(out, textAt, "text");
    put(out, textAt + 12, "desc");
    out.putInt(textAt + 20, 1);
    return out.array();
  }

  private static int fixed(double number) {
    return (int) Math.round(number * 65536);
  }

  private static void put(ByteBuffer out, int at, String latin1) {
    out.put(at, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void tag(ByteBuffer out, String name, int at, int length) {
    out.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(at).putInt(length);
  }

  private static void xyz(ByteBuffer out, int at, double x, double y, double z) {
    put(out, at, "XYZ ");
    out.putInt(at + 8, fixed(x)).putInt(at + 12, fixed(y)).putInt(at + 16, fixed(z));
  }

  private static byte[] gamma(double gamma) {
    ByteBuffer out = ByteBuffer.allocate(14);
    put(out, 0, "curv");
    return out.putInt(8, 1).putShort(12, (short) Math.round(gamma * 256)).array();
  }

  /** As phones have it: sRGB's curve by its formula. */
  private static byte[] formula() {
    ByteBuffer out = ByteBuffer.allocate(32);
    put(out, 0, "para");
    out.putShort(8, (short) 3).position(12);
    for (double number : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
      out.putInt(fixed(number));
    }
    return out.array();
  }

  private static byte[] table() {
    ByteBuffer out = ByteBuffer.allocate(12 + 2 * 1024);
    put(out, 0, "curv");
    out.putInt(8, 1024);
    for (int k = 0; k < 1024; k++) {
      out.putShort(12 + 2 * k, (short) Math.round(65535 * Math.pow(k / 1023.0, 2.2)));
    }
    return out.array();
  }

  static Stream<Arguments> profiles() {
    return Stream.of("jpg", "png", "webp", "tiff")
        .flatMap(
            format ->
                Stream.of(
                    Arguments.of(format, "Display P3", profile(P3, formula())),
                    Arguments.of(format, "Adobe RGB", profile(ADOBE_RGB, gamma(563 / 256.0))),
                    Arguments.of(format, "table", profile(ADOBE_RGB, table())),
                    Arguments.of(format, "ProPhoto", profile(PROPHOTO, gamma(1.8)))));
  }

  @ParameterizedTest(name = "{1} in {0}")
  @MethodSource("profiles")
  void coloursBecomeSrgb(String format, String name, byte[] profile) throws IOException {
    byte[] plain = ExampleFiles.encode(format, soft());
    Photo stored = read(plain);
    Photo found = read(with(format, plain, profile));
    ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
    int largest = 0;
    for (int k = 0; k < stored.rgb().length; k += 3) {
      float[] colour = new float[3];
      for (int c = 0; c < 3; c++) {
        colour[c] = (stored.rgb()[k + c] & 255) / 255f;
      }
      float[] expected = space.toRGB(colour);
      for (int c = 0; c < 3; c++) {
        assertThat(found.rgb()[k + c] & 255)
            .as("%s of %s", c, Arrays.toString(colour))
            .isCloseTo(Math.round(255 * expected[c]), within(3));
        int change = Math.abs((found.rgb()[k + c] & 255) - (stored.rgb()[k + c] & 255));
        largest = Math.max(largest, change);
      }
    }
    assertThat(largest).as("the profile makes a difference").isGreaterThan(5);
    assertThat(found.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp", "tiff"})
  void srgbStaysAsItIs(String format) throws IOException {
    byte[] plain = ExampleFiles.encode(format, soft());
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    Photo found = read(with(format, plain, profile));
    assertThat(found).isEqualTo(read(plain));
  }

  @Test
  void whiteStaysWhiteAndBlackBlack() throws IOException {
    byte[] rgb = {-1, -1, -1, 0, 0, 0};
    byte[] png = ExampleFiles.encode("png", new Photo("two", 2, 1, rgb));
    for (double[] primaries : List.of(P3, ADOBE_RGB, PROPHOTO)) {
      assertThat(read(with("png", png, profile(primaries, gamma(1.8)))).rgb()).isEqualTo(rgb);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp", "tiff"})
  void aDamagedProfileIsToldAndNotUsed(String format) throws IOException {
    byte[] plain = ExampleFiles.encode(format, soft());
    byte[] whole = profile(P3, formula());
    for (int length : new int[] {1, 40, 131, 200, 250, 300}) {
      Photo found = read(with(format, plain, Arrays.copyOf(whole, length)));
      assertThat(found.rgb()).isEqualTo(read(plain).rgb());
      assertThat(found.warnings())
          .singleElement()
          .asString()
          .startsWith(folder.resolve("photo") + " has a damaged colour profile")
          .doesNotContain("\n");
    }
  }

  @Test
  void noDamageDoesHarm() throws IOException {
    byte[] plain = ExampleFiles.encode("png", soft());
    Random random = new Random(5);
    for (int k = 0; k < 500; k++) {
      byte[] profile = profile(P3, k % 2 == 0 ? formula() : table());
      for (int j = 0; j < 6; j++) {
        profile[128 + random.nextInt(250)] = (byte) random.nextInt();
      }
      assertThat(read(with("png", plain, profile)).width()).isEqualTo(ExampleFiles.WIDTH);
    }
  }

  @Test
  void aProfileThatUnpacksWithoutEndIsNotUsed() throws IOException {
    byte[] plain = ExampleFiles.encode("png", soft());
    Photo found = read(with("png", plain, new byte[50_000_000]));
    assertThat(found.rgb()).isEqualTo(read(plain).rgb());
    assertThat(found.warnings()).singleElement().asString().contains("unpacks to more");
  }

  @Test
  void aMissingPartIsTold() throws IOException {
    byte[] plain = ExampleFiles.encode("jpg", soft());
    byte[] segment = app2(profile(P3, formula()), 1, 2);
    Photo found = read(ExampleFiles.splice(plain, 2, segment));
    assertThat(found.rgb()).isEqualTo(read(plain).rgb());
    assertThat(found.warnings()).singleElement().asString().contains("parts is missing");
  }

  /** Without the ends of the scale, which clip. */
  private static Photo soft() {
    byte[] rgb = new byte[3 * ExampleFiles.WIDTH * ExampleFiles.HEIGHT];
    for (int k = 0; k < rgb.length; k++) {
      int x = k / 3 % ExampleFiles.WIDTH;
      int y = k / 3 / ExampleFiles.WIDTH;
      rgb[k] = (byte) (k % 3 == 0 ? 60 + 3 * x : k % 3 == 1 ? 200 - 3 * y : 90 + x + y);
    }
    return new Photo("soft", ExampleFiles.WIDTH, ExampleFiles.HEIGHT, rgb);
  }

  private Photo read(byte[] file) throws IOException {
    return new PhotoReader().read(Files.write(folder.resolve("photo"), file));
  }

  private static byte[] with(String format, byte[] file, byte[] profile) {
    return switch (format) {
      case "jpg" -> {
        int half = profile.length / 2;
        byte[] second = app2(Arrays.copyOfRange(profile, half, profile.length), 2, 2);
        byte[] first = app2(Arrays.copyOf(profile, half), 1, 2);
        yield ExampleFiles.splice(ExampleFiles.splice(file, 2, second), 2, first);
      }
      case "png" -> {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("any name\0\0".getBytes(StandardCharsets.ISO_8859_1));
        chunk.writeBytes(PngFiles.deflated(profile));
        byte[] iccp = ExampleFiles.pngChunk("iCCP", chunk.toByteArray());
        yield ExampleFiles.splice(file, 33, iccp);
      }
      case "webp" -> inWebp(file, profile);
      default -> inTiff(file, profile);
    };
  }

  private static byte[] app2(byte[] part, int number, int count) {
    return ByteBuffer.allocate(18 + part.length)
        .putShort((short) 0xffe2)
        .putShort((short) (16 + part.length))
        .put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) number)
        .put((byte) count)
        .put(part)
        .array();
  }

  private static byte[] inWebp(byte[] file, byte[] profile) {
    int padded = profile.length + (profile.length & 1);
    ByteBuffer out = ByteBuffer.allocate(file.length + 18 + 8 + padded);
    out.order(ByteOrder.LITTLE_ENDIAN).put(file, 0, 12);
    out.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(0x20);
    out.putShort((short) (ExampleFiles.WIDTH - 1)).put((byte) 0);
    out.putShort((short) (ExampleFiles.HEIGHT - 1)).put((byte) 0);
    out.put("ICCP".getBytes(StandardCharsets.ISO_8859_1)).putInt(profile.length).put(profile);
    out.position(out.position() + (profile.length & 1)).put(file, 12, file.length - 12);
    return out.putInt(4, out.capacity() - 8).array();
  }

  /** The directory written anew at the file's end, with one tag more. */
  private static byte[] inTiff(byte[] file, byte[] profile) {
    byte[] tagged = ExampleFiles.withTiffTag(file, TiffDirectory.ICC_PROFILE, 0);
    ByteBuffer out =
        ByteBuffer.allocate(tagged.length + profile.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    out.put(tagged).put(profile);
    int at = out.getInt(4) + 2;
    while ((out.getShort(at) & 0xffff) != TiffDirectory.ICC_PROFILE) {
      at += 12;
    }
    out.putShort(at + 2, (short) 7).putInt(at + 4, profile.length);
    if (profile.length > 4) {
      out.putInt(at + 8, tagged.length);
    }
    return out.array();
  }
}
