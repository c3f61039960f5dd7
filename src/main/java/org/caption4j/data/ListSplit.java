package org.caption4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;

/**
 * The photos that a file names, one a line, in its order.
 *
 * @param source whose split is the list, a path beside the source
 */
record ListSplit(CaptionDataSets.Source source) implements Split {
  @Override
  public List<FoundPhotos.Photo> choose(List<FoundPhotos.Photo> all) throws IOException {
    Map<String, List<FoundPhotos.Photo>> byName = new HashMap<>();
    for (FoundPhotos.Photo photo : all) {
      byName.computeIfAbsent(composed(photo.fileName()), name -> new ArrayList<>(1)).add(photo);
    }
    Path list = file();
    List<FoundPhotos.Photo> chosen = new ArrayList<>();
    Set<String> named = new HashSet<>();
    try (InputStream in = CaptionDataSets.Source.decompressed(list)) {
      TextLines lines = new TextLines(list, in);
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        String name = composed(line.strip());
        if (!byName.containsKey(name)) {
          throw lines.fault("expected a photo that " + source.file() + " has captions for", line);
        }
        if (!named.add(name)) {
          throw lines.fault("expected each photo once", line);
        }
        chosen.addAll(byName.get(name));
      }
    }
    return chosen;
  }

  /** Lists and files may write the same letters in two ways. */
  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private Path file() throws BadInputException {
    try {
      Path list = source.file().resolveSibling(source.split());
      if (Files.isRegularFile(list)) {
        return list;
      }
      throw new BadInputException(
          list
              + ": no such file, expected a list of photos, one name a line (or a share of them,"
              + " as in #train:0.9@7 and #val:0.9@7)");
    } catch (InvalidPathException e) {
      throw new BadInputException(e.getMessage() + ": expected a list of photos", e);
    }
  }
}
