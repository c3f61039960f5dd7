package org.caption4j;

import java.util.List;
import java.util.Locale;

/** How the names of photos end. What a file holds is told by its content; this only finds it. */
public final class PhotoEndings {
  /** The endings in lower case, without the dot. */
  public static final List<String> ALL =
      List.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif");

  private PhotoEndings() {}

  /** Returns whether a file's name ends as that of a photo. */
  public static boolean has(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
    return ALL.contains(ending.toLowerCase(Locale.ROOT));
  }
}
