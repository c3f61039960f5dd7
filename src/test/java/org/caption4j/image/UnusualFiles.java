package org.caption4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Photo files of kinds that few programs write, and some that are made to do harm. */
public final class UnusualFiles {
  private UnusualFiles() {}

  /** A JPEG of four inks, without a profile. */
  public static byte[] cmykJpeg() throws IOException {
    WritableRaster inks =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, ExampleFiles.WIDTH, ExampleFiles.HEIGHT, 4, null);
    for (int k = 0; k < ExampleFiles.WIDTH * ExampleFiles.HEIGHT; k++) {
      inks.setPixel(
          k % ExampleFiles.WIDTH, k / ExampleFiles.WIDTH, new int[] {k % 256, 90, 200, 20});
    }
    return write(
        "jpeg", (writer, param) -> writer.write(null, new IIOImage(inks, null, null), param));
  }

  public static byte[] progressiveJpeg() throws IOException {
    return write(
        "jpeg",
        (writer, param) -> {
          param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
          writer.write(null, new IIOImage(picture(0), null, null), param);
        });
  }

  public static byte[] animatedGif() throws IOException {
    return write(
        "gif",
        (writer, param) -> {
          writer.prepareWriteSequence(null);
          for (int frame = 0; frame < 3; frame++) {
            writer.writeToSequence(new IIOImage(picture(frame), null, null), param);
          }
          writer.endWriteSequence();
        });
  }

  /** Two frames, each of them what stands in a still WebP. */
  public static byte[] animatedWebp() throws IOException {
    byte[] still = ExampleFiles.encode("webp", ExampleFiles.quarters());
    int pixels = still.length - 12;
    ByteBuffer out =
        ByteBuffer.allocate(12 + 18 + 14 + 2 * (24 + pixels)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(chunkName("RIFF")).putInt(out.capacity() - 8).put(chunkName("WEBP"));
    out.put(chunkName("VP8X")).putInt(10).putInt(2);
    put24(out, ExampleFiles.WIDTH - 1);
    put24(out, ExampleFiles.HEIGHT - 1);
    out.put(chunkName("ANIM")).putInt(6).putInt(-1).putShort((short) 0);
    for (int frame = 0; frame < 2; frame++) {
      out.put(chunkName("ANMF")).putInt(16 + pixels);
      put24(out, 0);
      put24(out, 0);
      put24(out, ExampleFiles.WIDTH - 1);
      put24(out, ExampleFiles.HEIGHT - 1);
      put24(out, 100);
      out.put((byte) 0).put(still, 12, pixels);
    }
    return out.array();
  }

  /** A PNG that says how large it is, and holds as many zeros as are asked for, packed. */
  public static byte[] png(int width, int height, int bits, long zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(
        ExampleFiles.pngChunk(
            "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits).array()));
    out.writeBytes(ExampleFiles.pngChunk("IDAT", packedZeros(zeros)));
    out.writeBytes(ExampleFiles.pngChunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] packedZeros(long count) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 16];
    byte[] some = new byte[1 << 16];
    for (long left = count; left > 0; left -= zeros.length) {
      deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
      while (!deflater.needsInput()) {
        packed.write(some, 0, deflater.deflate(some));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      packed.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return packed.toByteArray();
  }

  private static byte[] chunkName(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put24(ByteBuffer out, int number) {
    out.putShort((short) number).put((byte) (number >> 16));
  }

  private static BufferedImage picture(int shift) {
    Photo photo = ExampleFiles.quarters();
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < photo.width() * photo.height(); k++) {
      image.setRGB((k + shift) % photo.width(), k / photo.width(), ExampleFiles.packed(photo, k));
    }
    return image;
  }

  /** Writes a picture with a writer of ImageIO. */
  interface Content {
    void write(ImageWriter writer, ImageWriteParam param) throws IOException;
  }

  /** Encodes a picture with the first writer of a format. */
  static byte[] write(String format, Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      content.write(writer, writer.getDefaultWriteParam());
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
