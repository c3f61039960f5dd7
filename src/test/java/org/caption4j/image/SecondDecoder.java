package org.caption4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** What the JDK's and TwelveMonkeys' readers make of a photo, over white. */
final class SecondDecoder {
  private SecondDecoder() {}

  static Photo read(byte[] file) throws IOException {
    BufferedImage image = image(file);
    boolean grey =
        image.getRaster().getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    for (int k = 0; k < rgb.length / 3; k++) {
      int x = k % image.getWidth();
      int y = k / image.getWidth();
      int argb = grey ? grey(image, x, y) : image.getRGB(x, y);
      int opacity = argb >>> 24;
      for (int c = 0; c < 3; c++) {
        int value = (argb >> (16 - 8 * c)) & 255;
        rgb[3 * k + c] = (byte) Math.round((value * opacity + 255 * (255 - opacity)) / 255f);
      }
    }
    return new Photo("second", image.getWidth(), image.getHeight(), rgb);
  }

  /** The first reader that can wins; TwelveMonkeys' come before the JDK's. */
  private static BufferedImage image(byte[] file) throws IOException {
    IOException last = new IOException("nobody reads it");
    for (boolean jdk : new boolean[] {false, true}) {
      try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
          ImageReader reader = readers.next();
          if (jdk == (reader.getClass().getModule() == ImageIO.class.getModule())) {
            in.seek(0);
            reader.setInput(in);
            return reader.read(0);
          }
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Java takes grey for linear light; files mean the same scale as for colours. */
  private static int grey(BufferedImage image, int x, int y) {
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int level = Math.round(255f * image.getRaster().getSample(x, y, 0) / most);
    boolean alpha = image.getRaster().getNumBands() == 2;
    int opacity = alpha ? Math.round(255f * image.getRaster().getSample(x, y, 1) / most) : 255;
    return (opacity << 24) | (level * 0x010101);
  }
}
