package org.caption4j;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Files and folders that nobody put among their photos: hidden ones, and those that operating
 * systems and network drives keep there, such as thumbnails, deleted files and the halves of macOS
 * files ({@code ._photo.jpg}).
 */
public final class HiddenFiles {
  /** In lower case; besides names that begin with a dot. */
  private static final Set<String> COMPANIONS =
      Set.of(
          "__macosx",
          "@eadir",
          "@__thumb",
          "@recycle",
          "#recycle",
          "#snapshot",
          "$recycle.bin",
          "recycler",
          "system volume information",
          "desktop.ini",
          "ehthumbs.db",
          "thumbs.db");

  private HiddenFiles() {}

  /** Returns whether a file or folder of this name is hidden, or a companion of others. */
  public static boolean has(String name) {
    return (name.startsWith(".") && !name.equals(".") && !name.equals(".."))
        || COMPANIONS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns whether a file is hidden, or lies in a folder that is.
   *
   * @param below its path below the folder that was named
   */
  public static boolean hasAny(Path below) {
    for (Path name : below) {
      if (has(name.toString())) {
        return true;
      }
    }
    return false;
  }
}
