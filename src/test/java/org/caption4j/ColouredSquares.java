package org.caption4j;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A tiny data set: eight squares of different colours, with two captions each.
 *
 * @param captions COCO's JSON
 * @param photos folder of the photos
 */
public record ColouredSquares(String captions, Path photos) {
  private static final Map<String, Color> COLOURS =
      Map.of(
          "red", Color.RED,
          "green", Color.GREEN,
          "blue", Color.BLUE,
          "white", Color.WHITE,
          "black", Color.BLACK,
          "yellow", Color.YELLOW,
          "pink", Color.PINK,
          "cyan", Color.CYAN);

  /** Makes one in a folder. */
  public static ColouredSquares in(Path folder) throws IOException {
    Path photos = Files.createDirectories(folder.resolve("squares"));
    List<Map<String, Object>> images = new ArrayList<>();
    List<Map<String, Object>> annotations = new ArrayList<>();
    for (String colour : COLOURS.keySet().stream().sorted().toList()) {
      int id = images.size() + 1;
      draw(photos.resolve(colour + ".png"), COLOURS.get(colour));
      images.add(Map.of("id", id, "file_name", colour + ".png"));
      annotations.add(
          Map.of("id", 2 * id, "image_id", id, "caption", "The " + colour + " square."));
      annotations.add(
          Map.of("id", 2 * id + 1, "image_id", id, "caption", "Something " + colour + " on grey."));
    }
    Path captions = folder.resolve("squares.json");
    new ObjectMapper()
        .writeValue(captions.toFile(), Map.of("images", images, "annotations", annotations));
    return new ColouredSquares(captions.toString(), photos);
  }

  /** Draws a square on grey. */
  public static void draw(Path file, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, 60, 50);
    graphics.setColor(colour);
    graphics.fillRect(15, 10, 30, 30);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
