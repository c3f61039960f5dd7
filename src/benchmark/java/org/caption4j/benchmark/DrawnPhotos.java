package org.caption4j.benchmark;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos for those who have none: coloured shapes and noise, as JPEG, small and large. */
final class DrawnPhotos {
  private static final int SMALLEST = 320;
  private static final int LARGEST = 1024;
  private static final int SHAPES = 12;

  /** How far the noise moves a pixel: about what a camera's sensor does in poor light. */
  private static final int NOISE = 24;

  private DrawnPhotos() {}

  /**
   * Draws photos of 4:3 between 320x240 and 1024x768.
   *
   * @param folder exists; where they go, as {@code 0000.jpg} and so on
   * @param count how many
   * @throws IOException if they cannot be written
   */
  static void draw(Path folder, int count) throws IOException {
    Random random = new Random(1);
    for (int k = 0; k < count; k++) {
      ImageIO.write(photo(random), "jpg", folder.resolve("%04d.jpg".formatted(k)).toFile());
    }
  }

  private static BufferedImage photo(Random random) {
    int width = random.nextInt(SMALLEST, LARGEST + 1);
    int height = width * 3 / 4;
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = photo.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
    graphics.fillRect(0, 0, width, height);
    for (int k = 0; k < SHAPES; k++) {
      graphics.setPaint(colour(random));
      graphics.fillOval(
          random.nextInt(width), random.nextInt(height), width / 4, height * (1 + k % 3) / 6);
    }
    graphics.dispose();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color colour = new Color(photo.getRGB(x, y));
        int shift = random.nextInt(2 * NOISE) - NOISE;
        photo.setRGB(
            x,
            y,
            new Color(
                    shifted(colour.getRed(), shift),
                    shifted(colour.getGreen(), shift),
                    shifted(colour.getBlue(), shift))
                .getRGB());
      }
    }
    return photo;
  }

  private static Color colour(Random random) {
    return new Color(random.nextInt(1 << 24));
  }

  private static int shifted(int value, int shift) {
    return Math.max(0, Math.min(255, value + shift));
  }
}
