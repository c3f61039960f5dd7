package org.caption4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.caption4j.BadInputException;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoNames;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A list of photos, in a file or from another program. */
final class NamesOptions {
  @Option(
      names = "--files-from",
      paramLabel = "LIST",
      description =
          "describe the photos that are named in LIST, one a line, in its order; - is standard input")
  private Path list;

  @Option(
      names = {"-0", "--null"},
      description = "names in LIST end with a NUL character, as find -print0 writes them",
      showDefaultValue = Visibility.NEVER)
  private boolean nulls;

  /**
   * Returns whether photos are named in a list.
   *
   * @param given the other photos or folders, if there are any
   * @param label what these are called
   * @param command blamed if there are both, or neither
   */
  boolean isGiven(List<Path> given, String label, CommandLine command) {
    if (list != null && !given.isEmpty()) {
      throw new ParameterException(
          command, "--files-from: expected it in place of %s, found both".formatted(label));
    }
    if (list == null && given.isEmpty()) {
      throw new ParameterException(
          command, "expected photos to describe: %s..., or --files-from LIST".formatted(label));
    }
    if (list == null && nulls) {
      throw new ParameterException(
          command, "--null is for the names of --files-from; leave it out, or name a list");
    }
    return list != null;
  }

  /** Takes names from standard input. */
  void takeStandardInput() {
    list = StandardInputPhoto.PATH;
  }

  /** Returns the list; only to be asked if one is given. */
  Path list() {
    return list;
  }

  /**
   * Begins to read the list.
   *
   * @param numbers of the photos
   * @throws IOException if there is none
   */
  PhotoNames photos(Supplier<? extends UnaryOperator<ListedPhoto>> numbers) throws IOException {
    boolean standard = list.equals(StandardInputPhoto.PATH);
    return new PhotoNames(
        standard ? System.in : open(list),
        standard ? "standard input" : list.toString(),
        nulls ? '\0' : '\n',
        numbers);
  }

  private static InputStream open(Path list) throws IOException {
    if (Files.isDirectory(list)) {
      throw new BadInputException(list + ": is a folder, expected a file with names of photos");
    }
    try {
      return Files.newInputStream(list);
    } catch (NoSuchFileException e) {
      throw new BadInputException(list + ": no such file, expected one with names of photos", e);
    }
  }
}
