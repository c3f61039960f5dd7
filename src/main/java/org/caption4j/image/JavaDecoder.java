package org.caption4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes by the JDK's own readers what OpenCV reads wrongly or not at all. */
final class JavaDecoder {

  /** What is done with a reader. */
  interface Use<T> {
    T of(ImageReader reader) throws IOException, DamagedFileException;
  }

  /**
   * Opens a file with the JDK's reader, whatever others are installed.
   *
   * @throws DamagedFileException if it cannot be decoded
   */
  static <T> T with(byte[] file, Format format, Use<T> use) throws DamagedFileException {
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, false);
      return use.of(reader);
    } catch (IOException | RuntimeException e) {
      // the JDK's readers run over their tables where the data is corrupt
      throw new DamagedFileException(
          "is corrupt, or a kind of %s that is not read: its pixels cannot be decoded; open and save it anew with a photo editor"
              .formatted(format.label()),
          e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(Format format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.label());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("every Java reads " + format.label());
  }

  /** Decodes a picture of grey, colours or a palette, with or without opacity. */
  Pixels decode(byte[] file, Format format) throws DamagedFileException {
    return with(file, format, reader -> pixels(reader.read(0)));
  }

  /** Decodes a picture of cyan, magenta, yellow and black, 255 being all of the ink. */
  Pixels decodeInks(byte[] file, Format format) throws DamagedFileException {
    return with(
        file,
        format,
        reader -> {
          Raster raster = reader.readRaster(0, null);
          int width = raster.getWidth();
          int[] row = new int[4 * width];
          byte[] rgb =
              new byte[Math.multiplyExact(3, Math.multiplyExact(width, raster.getHeight()))];
          for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int k = 0; k < 3 * width; k++) {
              int light = (255 - row[k / 3 * 4 + k % 3]) * (255 - row[k / 3 * 4 + 3]);
              rgb[3 * y * width + k] = (byte) ((light + 127) / 255);
            }
          }
          return new Pixels(width, raster.getHeight(), rgb);
        });
  }

  private static Pixels pixels(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    if (!palette && raster.getNumBands() <= 2) {
      greys(image, rgb);
    } else {
      // Where nothing is visible the fourth samples are padding.
      int opaque = isNowhereVisible(image) ? 0xff000000 : 0;
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          put(rgb, 3 * (y * width + x), row[x] | opaque);
        }
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static boolean isNowhereVisible(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return false;
    }
    for (int y = 0; y < image.getHeight(); y++) {
      for (int argb : image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth())) {
        if (argb >>> 24 != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Java takes grey for linear light; files mean the same scale as for colours. */
  private static void greys(BufferedImage image, byte[] rgb) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    double white = Math.pow(2, image.getColorModel().getComponentSize(0)) - 1;
    double[] row = new double[bands * image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        int level = (int) Math.round(255 * row[x * bands] / white);
        int opacity = bands == 1 ? 255 : (int) Math.round(255 * row[x * bands + 1] / white);
        put(rgb, 3 * (y * image.getWidth() + x), (opacity << 24) | (level * 0x010101));
      }
    }
  }

  private static void put(byte[] rgb, int at, int argb) {
    int opacity = argb >>> 24;
    for (int c = 0; c < 3; c++) {
      int value = (argb >> (16 - 8 * c)) & 255;
      rgb[at + c] = (byte) ((value * opacity + 127) / 255 + 255 - opacity);
    }
  }
}
