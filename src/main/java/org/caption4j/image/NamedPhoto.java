package org.caption4j.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;

/**
 * Where a photo lies that a data set names. The same letters can be written in two ways, composed
 * (NFC) or with their accents behind them (NFD), and archives unpacked on another system often have
 * the other.
 */
public final class NamedPhoto {
  private NamedPhoto() {}

  /**
   * Finds a photo.
   *
   * @param folder of the photos
   * @param fileName as the data set has it
   * @return the file of that very name, or one whose name has the same letters; where there is
   *     neither, the path that the data set names
   */
  public static Path in(Path folder, String fileName) {
    Path named = folder.resolve(fileName);
    if (Files.exists(named)) {
      return named;
    }
    for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
      Path other = folder.resolve(Normalizer.normalize(fileName, form));
      if (Files.exists(other)) {
        return other;
      }
    }
    return named;
  }
}
