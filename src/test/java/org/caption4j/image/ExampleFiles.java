package org.caption4j.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Photo files made from pixels, and EXIF notes put into them by hand. */
public final class ExampleFiles {
  public static final int WIDTH = 48;
  public static final int HEIGHT = 32;

  private static final int[] UNCOMPRESSED_TIFF = {opencv_imgcodecs.IMWRITE_TIFF_COMPRESSION, 1};

  private ExampleFiles() {}

  /** Four quarters, so that every orientation shows: red, green above blue, yellow. */
  public static Photo quarters() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int at = 3 * (y * WIDTH + x);
        boolean left = x < WIDTH / 2;
        boolean top = y < HEIGHT / 2;
        rgb[at] = (byte) (left == top ? 230 : 20);
        rgb[at + 1] = (byte) (left ? 20 : 230);
        rgb[at + 2] = (byte) (left && !top ? 230 : 20);
      }
    }
    return new Photo("quarters", WIDTH, HEIGHT, rgb);
  }

  /** Encodes with OpenCV; GIF with the JDK. */
  public static byte[] encode(String extension, Photo photo) throws IOException {
    if (extension.equals("gif")) {
      return gif(photo);
    }
    byte[] bgr = new byte[photo.rgb().length];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = photo.rgb()[i - i % 3 + 2 - i % 3];
    }
    return encode(extension, photo.width(), photo.height(), opencv_core.CV_8UC3, bgr);
  }

  public static byte[] encode(String extension, int width, int height, int type, byte[] samples) {
    try (BytePointer data = new BytePointer(samples);
        Mat mat = new Mat(height, width, type, data);
        BytePointer encoded = new BytePointer();
        IntPointer settings = new IntPointer(UNCOMPRESSED_TIFF)) {
      // OpenCV's own choice for floating point, SGI LogLuv, is lossy.
      if (!(extension.equals("tiff")
          ? opencv_imgcodecs.imencode(".tiff", mat, encoded, settings)
          : opencv_imgcodecs.imencode("." + extension, mat, encoded))) {
        throw new IllegalStateException("cannot encode " + extension);
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** A WebP of smooth colours, without loss above a quality of 100. */
  public static byte[] webp(int width, int height, int channels, int quality) {
    byte[] samples = new byte[width * height * channels];
    for (int k = 0; k < samples.length; k++) {
      int pixel = k / channels;
      samples[k] = (byte) (pixel % width * 3 + pixel / width * 2 + k % channels * 30);
    }
    try (BytePointer data = new BytePointer(samples);
        Mat mat = new Mat(height, width, opencv_core.CV_8UC(channels), data);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".webp", mat, encoded, parameters);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static byte[] gif(Photo photo) throws IOException {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < photo.width() * photo.height(); i++) {
      image.setRGB(i % photo.width(), i / photo.width(), packed(photo, i));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "gif", out);
    return out.toByteArray();
  }

  public static int packed(Photo photo, int pixel) {
    return (photo.rgb()[3 * pixel] & 0xff) << 16
        | (photo.rgb()[3 * pixel + 1] & 0xff) << 8
        | (photo.rgb()[3 * pixel + 2] & 0xff);
  }

  /** The file with an EXIF orientation in the place its format has for it. */
  public static byte[] withOrientation(String extension, byte[] file, int orientation) {
    return switch (extension) {
      case "jpg" -> splice(file, 2, app1(exif(orientation)));
      case "png" -> splice(file, 33, pngChunk("eXIf", exif(orientation)));
      case "webp" -> withExifWebp(file, exif(orientation));
      case "tiff" -> withTiffTag(file, 274, orientation);
      default -> throw new IllegalArgumentException(extension);
    };
  }

  /** A TIFF header and one directory whose one tag is the orientation, big-endian. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put("MM".getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static byte[] app1(byte[] exif) {
    return ByteBuffer.allocate(10 + exif.length)
        .putShort((short) 0xffe1)
        .putShort((short) (8 + exif.length))
        .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
        .put(exif)
        .array();
  }

  public static byte[] pngChunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A plain WebP made an extended one: VP8X says the size and that EXIF follows the pixels. */
  private static byte[] withExifWebp(byte[] file, byte[] exif) {
    ByteBuffer out =
        ByteBuffer.allocate(file.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(file, 0, 12);
    out.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(8);
    out.putShort((short) (WIDTH - 1)).put((byte) 0).putShort((short) (HEIGHT - 1)).put((byte) 0);
    out.put(file, 12, file.length - 12);
    out.put("EXIF".getBytes(StandardCharsets.ISO_8859_1)).putInt(exif.length).put(exif);
    out.putInt(4, out.capacity() - 8);
    return out.array();
  }

  /** The directory written anew at the file's end, with one tag more. */
  static byte[] withTiffTag(byte[] file, int tag, int value) {
    ByteBuffer old = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int directory = old.getInt(4);
    int count = old.getShort(directory);
    int start = file.length + (file.length & 1);
    ByteBuffer out =
        ByteBuffer.allocate(start + 2 + 12 * (count + 1) + 4).order(ByteOrder.LITTLE_ENDIAN);
    out.put(file).position(start);
    out.putShort((short) (count + 1));
    boolean written = false;
    for (int i = 0; i <= count; i++) {
      int from = directory + 2 + 12 * (written ? i - 1 : i);
      if (!written && (i == count || (old.getShort(from) & 0xffff) > tag)) {
        out.putShort((short) tag).putShort((short) 3).putInt(1).putInt(value);
        written = true;
      } else {
        out.put(file, from, 12);
      }
    }
    return out.putInt(4, start).array();
  }

  public static byte[] splice(byte[] file, int at, byte[] inserted) {
    byte[] out = Arrays.copyOf(file, file.length + inserted.length);
    System.arraycopy(inserted, 0, out, at, inserted.length);
    System.arraycopy(file, at, out, at + inserted.length, file.length - at);
    return out;
  }
}
