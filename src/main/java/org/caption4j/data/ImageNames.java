package org.caption4j.data;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The numbers of a data set's images by their file names. A path denotes the image whose whole file
 * name it ends with; where there is none, the only one whose name is the same without folders.
 */
final class ImageNames {
  /** In place of a number where several images have a name. */
  private static final long SEVERAL = Long.MIN_VALUE;

  private final String references;
  private final Map<String, Long> whole = new HashMap<>();
  private final Map<String, Long> withoutFolders = new HashMap<>();

  ImageNames(CaptionDataSet references) {
    this.references = references.name();
    for (CaptionedImage image : references.images()) {
      String name = composed(image.fileName());
      whole.merge(name, image.id(), (first, second) -> SEVERAL);
      withoutFolders.merge(
          name.substring(name.lastIndexOf('/') + 1), image.id(), (first, second) -> SEVERAL);
    }
  }

  /** Returns what to call the data set. */
  String references() {
    return references;
  }

  /** Returns the number of the image that a path denotes, if there is exactly one. */
  OptionalLong id(String path) {
    String name = composed(path);
    for (String end = name; ; end = end.substring(end.indexOf('/') + 1)) {
      Long id = whole.get(end);
      if (id != null) {
        return known(id);
      }
      if (end.indexOf('/') < 0) {
        return known(withoutFolders.getOrDefault(end, SEVERAL));
      }
    }
  }

  private static OptionalLong known(long id) {
    return id == SEVERAL ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** The same letters can be written in two ways; see {@link org.caption4j.image.NamedPhoto}. */
  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
