package org.caption4j.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;

/**
 * Photos not to learn from, because something is to be judged by them.
 *
 * @param list where they are named
 * @param names their file names, without folders
 */
record ExcludedPhotos(Path list, Set<String> names) {
  /**
   * Reads a list.
   *
   * @param list a captions file ({@code .json}), whose photos are meant, or file names, one a line
   * @throws BadInputException if it is missing or not readable
   */
  static ExcludedPhotos read(Path list) throws IOException {
    boolean captions = name(list.toString()).endsWith(".json");
    List<String> names =
        captions
            ? CaptionDataSets.read(list.toString()).images().stream()
                .map(CaptionedImage::fileName)
                .toList()
            : lines(list);
    return new ExcludedPhotos(
        list,
        names.stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(ExcludedPhotos::name)
            .collect(Collectors.toSet()));
  }

  private static List<String> lines(Path list) throws IOException {
    InputFile.require(list, "a list of photos");
    try {
      return Files.readAllLines(list);
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          list + ": expected names of photos in UTF-8, one a line, but found another encoding", e);
    }
  }

  private static String name(String path) {
    return path.replaceFirst(".*[/\\\\]", "");
  }

  /**
   * Leaves them out.
   *
   * @param photos paths
   * @return the others
   * @throws BadInputException if none of them is there, which cannot be meant
   */
  List<String> without(List<String> photos) throws BadInputException {
    List<String> others = photos.stream().filter(photo -> !names.contains(name(photo))).toList();
    if (others.size() == photos.size()) {
      throw new BadInputException(
          "%s: expected names of photos that are in the folders but found %d names and none of them there"
              .formatted(list, names.size()));
    }
    return others;
  }
}
