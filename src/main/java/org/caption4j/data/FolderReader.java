package org.caption4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.HiddenFiles;
import org.caption4j.PhotoEndings;

/**
 * A folder of photos, and of those below it, with a file beside each that has the same name but
 * ends in {@code .txt}: a caption a line. Photos are sorted by name; what is hidden is left alone.
 */
final class FolderReader {
  private final Path folder;
  private final FoundPhotos.Collector photos = new FoundPhotos.Collector();

  FolderReader(CaptionDataSets.Source source) {
    this.folder = source.file();
  }

  FoundPhotos read() throws IOException {
    List<Path> files = photoFiles();
    Map<Path, Path> photoOf = new HashMap<>();
    for (Path photo : files) {
      String name = folder.relativize(photo).toString().replace('\\', '/');
      photos.photo(name);
      Path text = textOf(photo);
      if (Files.isRegularFile(text)) {
        Path other = photoOf.put(text, photo);
        if (other != null) {
          throw new BadInputException(
              "%s: expected one photo of its name, found %s and %s"
                  .formatted(text, other.getFileName(), photo.getFileName()));
        }
        captions(name, text);
      }
    }
    if (photoOf.isEmpty()) {
      throw new BadInputException(
          "%s: is a folder, expected a file of captions, or photos with .txt files of the same name beside them, found %,d photos and no such file"
              .formatted(folder, files.size()));
    }
    return photos.found();
  }

  private List<Path> photoFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> PhotoEndings.has(file.getFileName().toString()))
          .filter(file -> !HiddenFiles.hasAny(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static Path textOf(Path photo) {
    String name = photo.getFileName().toString();
    return photo.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
  }

  private void captions(String photo, Path text) throws IOException {
    try (InputStream in = CaptionDataSets.Source.decompressed(text)) {
      TextLines lines = new TextLines(text, in);
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        photos.caption(photo, line);
      }
    }
  }
}
