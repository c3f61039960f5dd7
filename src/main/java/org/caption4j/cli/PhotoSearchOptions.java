package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoFolders;
import org.caption4j.batch.PhotoPatterns;
import org.caption4j.batch.PhotoSearch;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which files of folders are photos. */
final class PhotoSearchOptions {
  @Option(
      names = "--recursive",
      description = "describe the photos in folders below, too",
      showDefaultValue = Visibility.NEVER)
  private boolean recursive;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "files that are photos, by their names, such as 'IMG_*.jpg', or by their paths below the folder, such as 'val/**'; may be given repeatedly (default: those that end as photos do)",
      showDefaultValue = Visibility.NEVER)
  private List<String> included = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description =
          "files and folders to leave out, by names or paths as for --include, which it overrules; may be given repeatedly",
      showDefaultValue = Visibility.NEVER)
  private List<String> excluded = List.of();

  @Option(
      names = "--hidden",
      description =
          "take hidden files and folders and those that systems keep beside photos (._*, @eaDir, __MACOSX, ...) as any others",
      showDefaultValue = Visibility.NEVER)
  private boolean hidden;

  @Option(
      names = "--follow-links",
      description =
          "with --recursive: search folders that links lead to, each once; links to photos are always followed",
      showDefaultValue = Visibility.NEVER)
  private boolean followLinks;

  /**
   * Looks what the names are of.
   *
   * @param named files and folders
   * @param numbers of the photos
   * @param command blamed for patterns that are none
   * @throws IOException if there is nothing of one of the names
   */
  PhotoFolders in(
      List<Path> named, Supplier<? extends UnaryOperator<ListedPhoto>> numbers, CommandLine command)
      throws IOException {
    return new PhotoFolders(
        named, new PhotoSearch(recursive, followLinks, hidden, patterns(command)), numbers);
  }

  private PhotoPatterns patterns(CommandLine command) {
    PhotoPatterns including =
        patterns("--include", included, PhotoPatterns.PHOTOS::including, command);
    return patterns("--exclude", excluded, including::excluding, command);
  }

  private static PhotoPatterns patterns(
      String option,
      List<String> globs,
      Function<List<String>, PhotoPatterns> add,
      CommandLine command) {
    try {
      return add.apply(globs);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          command,
          "%s: expected a pattern such as '*.jpg', found '%s': %s"
              .formatted(option, e.getPattern(), e.getDescription()),
          e);
    }
  }

  /** What to say where no photo was found. */
  String advice() {
    return recursive ? "" : "; --recursive searches folders below, too";
  }
}
