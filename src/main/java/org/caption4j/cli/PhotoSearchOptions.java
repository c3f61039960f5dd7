package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoFolders;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which files of folders are photos. */
final class PhotoSearchOptions {
  @Option(
      names = "--recursive",
      description = "describe the photos in folders below, too",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private boolean recursive;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "files that are photos, by their names, such as 'IMG_*.jpg'; may be given repeatedly (default: those that end as photos do)",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private List<String> globs = List.of();

  /**
   * Checks folders.
   *
   * @param folders as they were named
   * @param numbers of the photos
   * @param command blamed for folders that lie in each other, and for patterns that are none
   * @throws IOException if one is no folder
   */
  PhotoFolders in(
      List<Path> folders,
      Supplier<? extends UnaryOperator<ListedPhoto>> numbers,
      CommandLine command)
      throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      PhotoFolder.require(folder);
      Path place = folder.toRealPath();
      for (int k = 0; k < real.size(); k++) {
        boolean twice = place.equals(real.get(k));
        boolean inside = place.startsWith(real.get(k)) || real.get(k).startsWith(place);
        if (twice || (recursive && inside)) {
          throw new ParameterException(
              command,
              "expected folders apart from each other, found %s and %s: name one of them"
                  .formatted(folders.get(k), folder));
        }
      }
      real.add(place);
    }
    return new PhotoFolders(folders, recursive, chosen(command), numbers);
  }

  private Predicate<Path> chosen(CommandLine command) {
    if (globs.isEmpty()) {
      return PhotoFolder::looksLikePhoto;
    }
    List<PathMatcher> matchers = new ArrayList<>();
    for (String glob : globs) {
      try {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
      } catch (PatternSyntaxException e) {
        throw new ParameterException(
            command,
            "--include: expected a pattern such as '*.jpg', found '%s': %s"
                .formatted(glob, e.getDescription()),
            e);
      }
    }
    return file -> matchers.stream().anyMatch(matcher -> matcher.matches(file.getFileName()));
  }
}
