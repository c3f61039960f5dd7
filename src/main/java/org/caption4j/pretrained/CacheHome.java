package org.caption4j.pretrained;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder where downloads and weights are kept. It need not exist yet.
 *
 * @param folder of the user's own
 */
public record CacheHome(Path folder) {
  private static final String NAME = "caption4j";

  /** That of the user who runs this process, as {@link #of} finds it. */
  public static CacheHome ofUser() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /**
   * The folder that the user or the platform names: {@code $CAPTION4J_HOME}, else {@code
   * $XDG_CACHE_HOME/caption4j} or {@code ~/.cache/caption4j}, on macOS {@code
   * ~/Library/Caches/caption4j}, on Windows {@code %LOCALAPPDATA%\caption4j\cache}.
   *
   * @param environment the process's environment variables
   * @param os the system property {@code os.name}
   * @param userHome the user's home folder
   */
  public static CacheHome of(Map<String, String> environment, String os, Path userHome) {
    return new CacheHome(
        variable(environment, "CAPTION4J_HOME")
            .orElseGet(() -> ofPlatform(environment, os.toLowerCase(Locale.ROOT), userHome)));
  }

  private static Path ofPlatform(Map<String, String> environment, String os, Path userHome) {
    if (os.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .orElse(userHome.resolve("AppData").resolve("Local"))
          .resolve(NAME)
          .resolve("cache");
    }
    if (os.startsWith("mac") || os.startsWith("darwin")) {
      return userHome.resolve("Library").resolve("Caches").resolve(NAME);
    }
    return variable(environment, "XDG_CACHE_HOME")
        .filter(Path::isAbsolute) // relative ones are to be ignored, says the specification
        .orElse(userHome.resolve(".cache"))
        .resolve(NAME);
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank()).map(Path::of);
  }

  /** The user's own catalogue, which may be missing. */
  public Path catalogue() {
    return folder.resolve("catalogue.json");
  }

  /** Sets of weights, one a folder. */
  public Path weights() {
    return folder.resolve("weights");
  }

  /** Downloads that are not complete yet. */
  public Path downloads() {
    return folder.resolve("downloads");
  }

  /** Files that processes lock. */
  public Path locks() {
    return folder.resolve("locks");
  }
}
