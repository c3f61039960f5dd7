package org.caption4j.batch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which photo a record's path denotes, whatever way its folder was written: the folder's real
 * path, and the names below it. Paths stay texts, since the locale may not know their letters.
 */
final class PhotoPlaces {
  private static final String URI_START = "file://";

  /** Folders as they are called, longest first, by which their real paths are found. */
  private final Map<String, String> called = longestFirst();

  private final Map<String, String> absolute = longestFirst();
  private final Map<String, String> uris = longestFirst();
  private final String here = Path.of("").toAbsolutePath().toString();

  /**
   * @param recorded real paths of folders, by what records call them
   * @param current those of the folders that photos are looked for in, as they are named now
   */
  PhotoPlaces(Map<String, String> recorded, Map<String, String> current) {
    called.putAll(recorded);
    called.putAll(current);
    current.forEach(
        (name, real) -> {
          absolute.put(normal(absolute(name)), real);
          uris.put(normal(encoded(name)), encoded(real));
        });
  }

  private static Map<String, String> longestFirst() {
    return new TreeMap<>(
        Comparator.comparing(String::length).reversed().thenComparing(String::toString));
  }

  private static String encoded(String path) {
    return PathText.uri(PathText.parse(path)).substring(URI_START.length());
  }

  /** Returns the same path for all paths of a photo: one that leads there from everywhere. */
  String of(String path) {
    if (path.startsWith(URI_START + "/")) {
      return URI_START + real(normal(path.substring(URI_START.length())), uris);
    }
    String known = real(path, called);
    return known.equals(path) ? real(normal(absolute(path)), absolute) : normal(known);
  }

  private String absolute(String path) {
    return path.startsWith("/") ? path : here + "/" + path;
  }

  private static String real(String path, Map<String, String> folders) {
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      String start = withSlash(folder.getKey());
      if (start.isEmpty() ? !path.startsWith("/") : path.startsWith(start)) {
        return withSlash(folder.getValue()) + path.substring(start.length());
      }
    }
    return path;
  }

  /** The current directory is called nothing by names of files alone. */
  private static String withSlash(String folder) {
    return folder.endsWith("/") || folder.isEmpty() ? folder : folder + "/";
  }

  /** Removes what does not change where an absolute path leads. */
  private static String normal(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", names);
  }
}
