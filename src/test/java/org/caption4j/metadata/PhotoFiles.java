package org.caption4j.metadata;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.caption4j.image.ExampleFiles;
import org.caption4j.image.UnusualFiles;

/** Photos without XMP, of every kind that has a place for it, and what they are made of. */
final class PhotoFiles {
  static final String JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final String PNG_XMP = "XML:com.adobe.xmp\0";

  private PhotoFiles() {}

  /** Their bytes by what they are; a name begins with the format. */
  static Map<String, byte[]> all() {
    try {
      Map<String, byte[]> all = new LinkedHashMap<>();
      addJpegs(all);
      addPngs(all);
      addWebps(all);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ending(String name) {
    return switch (name.substring(0, 3)) {
      case "JPE" -> "jpg";
      case "PNG" -> "png";
      default -> "webp";
    };
  }

  // ---- JPEG

  static byte[] jpeg() throws IOException {
    return javaFile("jpeg", BufferedImage.TYPE_INT_RGB);
  }

  private static void addJpegs(Map<String, byte[]> all) throws IOException {
    byte[] plain = jpeg();
    byte[] bare = withoutSegment(plain, 0xe0);
    byte[] exif = ExampleFiles.withOrientation("jpg", plain, 6);
    all.put("JPEG", plain);
    all.put("JPEG progressive", UnusualFiles.progressiveJpeg());
    all.put("JPEG without JFIF", bare);
    all.put("JPEG with Exif, then JFIF", exif);
    all.put("JPEG with Exif alone", ExampleFiles.withOrientation("jpg", bare, 3));
    byte[] profile = segment(0xe2, "ICC_PROFILE\0\1\1" + "p".repeat(500));
    byte[] comment = segment(0xfe, "a comment");
    int behindJfif = 2 + partLength(plain, 1);
    all.put(
        "JPEG with a profile and a comment",
        ExampleFiles.splice(plain, behindJfif, joined(profile, comment)));
    all.put(
        "JPEG with fill bytes", ExampleFiles.splice(plain, behindJfif, new byte[] {-1, -1, -1}));
    all.put("JPEG with bytes behind it", joined(exif, latin1("ftypmp42 a film")));
    all.put("JPEG with a second picture", withSecondPicture(exif));
  }

  /** As cameras write it: the list stands in the first picture and counts from its own header. */
  static byte[] withSecondPicture(byte[] first) throws IOException {
    byte[] second = jpeg();
    int at = first.length == 0 ? 0 : 2 + partLength(first, 1) + partLength(first, 2);
    ByteBuffer list = ByteBuffer.allocate(4 + 8 + 2 + 12 + 4 + 32);
    int header = at + 4 + 4;
    int start = first.length + 4 + list.capacity() - header;
    list.put(latin1("MPF\0MM\0*")).putInt(8).putShort((short) 1);
    list.putShort((short) 0xb002).putShort((short) 7).putInt(32).putInt(26).putInt(0);
    list.putInt(0x030000).putInt(first.length + 4 + list.capacity()).putInt(0).putInt(0);
    list.putInt(0).putInt(second.length).putInt(start).putInt(0);
    return joined(ExampleFiles.splice(first, at, segment(0xe2, list.array())), second);
  }

  /** The place of the second picture, as the list of pictures tells it. */
  static int secondPicture(byte[] file) {
    int header = new String(file, StandardCharsets.ISO_8859_1).indexOf("MPF\0") + 4;
    return header + ByteBuffer.wrap(file).getInt(header + 26 + 16 + 8);
  }

  static byte[] segment(int marker, String latin1) {
    return segment(marker, latin1(latin1));
  }

  private static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (2 + content.length))
        .put(content)
        .array();
  }

  private static byte[] withoutSegment(byte[] file, int marker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : parts(file)) {
      if (part.charAt(1) != marker) {
        out.writeBytes(latin1(part));
      }
    }
    return out.toByteArray();
  }

  private static int partLength(byte[] file, int part) {
    return parts(file).get(part).length();
  }

  // ---- PNG

  private static void addPngs(Map<String, byte[]> all) throws IOException {
    byte[] plain = javaFile("png", BufferedImage.TYPE_INT_RGB);
    all.put("PNG", plain);
    all.put("PNG transparent", javaFile("png", BufferedImage.TYPE_INT_ARGB));
    all.put("PNG with a palette", javaFile("png", BufferedImage.TYPE_BYTE_INDEXED));
    all.put("PNG with Exif", ExampleFiles.withOrientation("png", plain, 6));
    byte[] text = ExampleFiles.pngChunk("tEXt", latin1("Comment\0behind the picture"));
    all.put(
        "PNG with text behind the picture, and bytes behind it",
        joined(ExampleFiles.splice(plain, plain.length - 12, text), latin1("behind the end")));
    byte[] old = ExampleFiles.pngChunk("zTXt", latin1("Raw profile type xmp\0\0old"));
    all.put("PNG with XMP of an old kind", ExampleFiles.splice(plain, 33, old));
    byte[] offsets = ExampleFiles.pngChunk("iDOT", new byte[28]);
    all.put("PNG of Apple's", ExampleFiles.splice(plain, 33, offsets));
    all.put("PNG animated", animatedPng(plain));
  }

  private static byte[] animatedPng(byte[] still) {
    byte[] control = ByteBuffer.allocate(8).putInt(2).putInt(0).array();
    byte[] animated =
        ExampleFiles.splice(
            still, 33, joined(ExampleFiles.pngChunk("acTL", control), frameControl(0)));
    List<String> parts = parts(still);
    String data =
        parts.stream().filter(part -> part.startsWith("IDAT", 4)).findFirst().orElseThrow();
    byte[] pixels = latin1(data.substring(8, data.length() - 4));
    byte[] second = joined(ByteBuffer.allocate(4).putInt(2).array(), pixels);
    return ExampleFiles.splice(
        animated,
        animated.length - 12,
        joined(frameControl(1), ExampleFiles.pngChunk("fdAT", second)));
  }

  private static byte[] frameControl(int number) {
    return ExampleFiles.pngChunk(
        "fcTL",
        ByteBuffer.allocate(26)
            .putInt(number)
            .putInt(ExampleFiles.WIDTH)
            .putInt(ExampleFiles.HEIGHT)
            .putLong(0)
            .putShort((short) 1)
            .putShort((short) 10)
            .array());
  }

  // ---- WebP

  private static void addWebps(Map<String, byte[]> all) throws IOException {
    byte[] lossy = ExampleFiles.webp(45, 31, 3, 80);
    all.put("WebP lossy", lossy);
    all.put("WebP lossless", ExampleFiles.webp(45, 31, 3, 101));
    all.put("WebP lossless, transparent", ExampleFiles.webp(45, 31, 4, 101));
    all.put("WebP lossy, transparent", ExampleFiles.webp(45, 31, 4, 80));
    all.put("WebP animated", UnusualFiles.animatedWebp());
    all.put(
        "WebP with Exif",
        ExampleFiles.withOrientation(
            "webp", ExampleFiles.encode("webp", ExampleFiles.quarters()), 6));
    all.put("WebP with bytes behind it", joined(lossy, latin1("behind the end")));
    all.put("WebP that lacks its last byte", lacksLastByte());
  }

  /** A chunk of odd length, not filled up. */
  private static byte[] lacksLastByte() {
    byte[] even = ExampleFiles.webp(45, 31, 3, 80);
    byte[] file = joined(even, latin1("odd \1\0\0\0x"));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
    return file;
  }

  // ---- what they are made of

  static boolean isXmp(String part) {
    return part.startsWith("\u00ff\u00e1")
        ? part.startsWith(JPEG_XMP, 4)
        : part.startsWith("XMP ") || part.startsWith("iTXt" + PNG_XMP, 4);
  }

  /** All parts of a file in order, as Latin-1; together they are the file. */
  static List<String> parts(byte[] file) {
    List<Integer> ends =
        file[0] == 'R' ? webpEnds(file) : file[0] == (byte) 0xff ? jpegEnds(file) : pngEnds(file);
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      parts.add(new String(file, from, end - from, StandardCharsets.ISO_8859_1));
      from = end;
    }
    parts.add(new String(file, from, file.length - from, StandardCharsets.ISO_8859_1));
    return parts;
  }

  private static List<Integer> jpegEnds(byte[] file) {
    List<Integer> ends = new ArrayList<>(List.of(2));
    int at = 2;
    while ((file[at + 1] & 0xff) != 0xda) {
      at += file[at + 1] == -1 ? 1 : 2 + ByteBuffer.wrap(file).getChar(at + 2);
      ends.add(at);
    }
    return ends;
  }

  private static List<Integer> pngEnds(byte[] file) {
    List<Integer> ends = new ArrayList<>(List.of(8));
    int at = 8;
    boolean end = false;
    while (!end) {
      end = file[at + 4] == 'I' && file[at + 5] == 'E';
      at += 12 + ByteBuffer.wrap(file).getInt(at);
      ends.add(at);
    }
    return ends;
  }

  private static List<Integer> webpEnds(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> ends = new ArrayList<>(List.of(12));
    int end = 8 + bytes.getInt(4);
    for (int at = 12; at < end; ) {
      at = Math.min(end, at + 8 + (bytes.getInt(at + 4) + 1) / 2 * 2);
      ends.add(at);
    }
    return ends;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  static byte[] deflated(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    }
    return out.toByteArray();
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] javaFile(String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(ExampleFiles.WIDTH, ExampleFiles.HEIGHT, type);
    for (int k = 0; k < ExampleFiles.WIDTH * ExampleFiles.HEIGHT; k++) {
      int colour = ExampleFiles.packed(ExampleFiles.quarters(), k) | (k % 256) << 24;
      image.setRGB(k % ExampleFiles.WIDTH, k / ExampleFiles.WIDTH, colour);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }
}
