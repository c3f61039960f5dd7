package org.caption4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;

/**
 * Flickr8k's token file, lines of {@code photo.jpg#0}, a tab and a caption, and its split lists.
 */
final class FlickrReader {
  private final CaptionDataSets.Source source;

  /** A photo's captions so far; {@code id} is the photo's place in the token file, from 0. */
  private record Photo(int id, List<String> captions) {}

  private final Map<String, Photo> photos = new LinkedHashMap<>();
  private final Set<String> keys = new HashSet<>();
  private int captionsLeftOut;

  FlickrReader(CaptionDataSets.Source source) {
    this.source = source;
  }

  CaptionDataSet read() throws IOException {
    try (InputStream in = source.open()) {
      TextLines lines = new TextLines(source.file(), in);
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          caption(lines, line);
        }
      }
    }
    Iterable<String> names = source.split().isEmpty() ? photos.keySet() : splitNames();
    List<CaptionedImage> images = new ArrayList<>();
    int imagesLeftOut = 0;
    for (String name : names) {
      Photo photo = photos.get(name);
      if (photo.captions().isEmpty()) {
        imagesLeftOut++;
      } else {
        images.add(new CaptionedImage(photo.id(), name, photo.captions()));
      }
    }
    return new CaptionDataSet(source.name(), images, imagesLeftOut, captionsLeftOut);
  }

  private void caption(TextLines lines, String line) throws BadInputException {
    int tab = line.indexOf('\t');
    int hash = tab < 0 ? -1 : line.lastIndexOf('#', tab);
    if (hash < 1) {
      throw lines.fault("expected 'photo.jpg#0', a tab and a caption", line);
    }
    if (!keys.add(line.substring(0, tab))) {
      throw lines.fault("expected each caption's number once", line);
    }
    Photo photo =
        photos.computeIfAbsent(
            line.substring(0, hash), name -> new Photo(photos.size(), new ArrayList<>(5)));
    String text = line.substring(tab + 1);
    if (text.isBlank()) {
      captionsLeftOut++;
    } else {
      photo.captions().add(text);
    }
  }

  private Set<String> splitNames() throws IOException {
    Path list = splitFile();
    Set<String> names = new LinkedHashSet<>();
    try (InputStream in = CaptionDataSets.Source.decompressed(list)) {
      TextLines lines = new TextLines(list, in);
      for (String line = lines.next(); line != null; line = lines.next()) {
        String name = line.strip();
        if (!name.isEmpty() && !photos.containsKey(name)) {
          throw lines.fault("expected a photo that " + source.file() + " has captions for", line);
        }
        if (!name.isEmpty() && !names.add(name)) {
          throw lines.fault("expected each photo once", line);
        }
      }
    }
    return names;
  }

  private Path splitFile() throws BadInputException {
    try {
      Path list = source.file().resolveSibling(source.split());
      if (Files.isRegularFile(list)) {
        return list;
      }
      throw new BadInputException(
          list + ": no such file, expected a list of photos, one name a line");
    } catch (InvalidPathException e) {
      throw new BadInputException(e.getMessage() + ": expected a list of photos", e);
    }
  }
}
