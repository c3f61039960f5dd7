package org.caption4j.batch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.caption4j.PhotoEndings;

/**
 * Which files and folders are wanted, by patterns such as {@code IMG_*.jpg}. A pattern with a slash
 * is of the whole path below the folder that was named, where {@code **} stands for any folders;
 * one without is of the last name alone.
 */
public final class PhotoPatterns {
  /** Files that end as photos do. */
  public static final PhotoPatterns PHOTOS = new PhotoPatterns(List.of(), List.of());

  private final List<PathMatcher> included;
  private final List<PathMatcher> excluded;

  private PhotoPatterns(List<PathMatcher> included, List<PathMatcher> excluded) {
    this.included = included;
    this.excluded = excluded;
  }

  /**
   * Adds patterns of files that are photos, whatever their names end in. Without any, endings tell.
   *
   * @throws PatternSyntaxException if one is none
   */
  public PhotoPatterns including(List<String> globs) {
    return new PhotoPatterns(with(included, globs), excluded);
  }

  /**
   * Adds patterns of files and folders that are left out, whatever includes them.
   *
   * @throws PatternSyntaxException if one is none
   */
  public PhotoPatterns excluding(List<String> globs) {
    return new PhotoPatterns(included, with(excluded, globs));
  }

  private static List<PathMatcher> with(List<PathMatcher> matchers, List<String> globs) {
    List<PathMatcher> all = new ArrayList<>(matchers);
    globs.forEach(glob -> all.add(matcher(glob)));
    return List.copyOf(all);
  }

  private static PathMatcher matcher(String glob) {
    String pattern = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
    if (!glob.contains("/")) {
      PathMatcher name = compiled(pattern);
      return below -> name.matches(below.getFileName());
    }
    if (pattern.startsWith("**/")) {
      PathMatcher deeper = compiled(pattern);
      PathMatcher here = matcher("/" + pattern.substring(3)); // no folder at all is fine, too
      return below -> deeper.matches(below) || here.matches(below);
    }
    return compiled(pattern.startsWith("/") ? pattern.substring(1) : pattern);
  }

  private static PathMatcher compiled(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Returns whether a file is a photo by its path below the folder that was named. */
  boolean include(Path below) {
    return byEndings()
        ? PhotoEndings.has(below.getFileName().toString())
        : matches(included, below);
  }

  /** Returns whether a file or folder is left out. */
  boolean exclude(Path below) {
    return matches(excluded, below);
  }

  /** Returns whether nobody said which files are photos. */
  boolean byEndings() {
    return included.isEmpty();
  }

  private static boolean matches(List<PathMatcher> matchers, Path below) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(below));
  }
}
