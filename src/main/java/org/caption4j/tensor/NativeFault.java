package org.caption4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.caption4j.BadInputException;

/** Why a native library cannot be loaded, in one line. */
final class NativeFault {
  private static final String CACHE =
      "name another folder by CAPTION4J_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER";

  private static final long LARGEST_LIBRARY = 375_000_000L;

  private NativeFault() {}

  /**
   * @param fault what loading ended with
   */
  static BadInputException of(Throwable fault) {
    List<Throwable> chain =
        Stream.iterate(fault, each -> each != null, Throwable::getCause).limit(20).toList();
    boolean ofLibrary = chain.stream().anyMatch(NativeFault::isOfLibrary);
    String said =
        chain.stream()
            .filter(each -> !ofLibrary || isOfLibrary(each))
            .map(each -> each.getMessage() == null ? each.toString() : each.getMessage())
            .reduce("", (before, each) -> each.lines().findFirst().orElse(before));
    if (!ofLibrary) {
      return new BadInputException(
          "a part of caption4j is missing or cannot be used: %s; build or install it again"
              .formatted(said),
          fault);
    }
    return new BadInputException(place() + ": " + reason(chain, said), fault);
  }

  /** A class that could not be initialised before tells only what its fault was called. */
  private static boolean isOfLibrary(Throwable fault) {
    return fault instanceof UnsatisfiedLinkError
        || fault instanceof IOException
        || String.valueOf(fault.getMessage()).contains("UnsatisfiedLinkError");
  }

  /** The folder where the build, or a package, put the libraries. */
  private static Optional<String> unpacked() {
    return Stream.of(
            System.getProperty("java.library.path", "").split(java.io.File.pathSeparator, -1))
        .filter(folder -> Files.exists(Path.of(folder, System.mapLibraryName("jnijavacpp"))))
        .findFirst();
  }

  /** Where the libraries lie, or are unpacked to. */
  private static String place() {
    try {
      return unpacked().isPresent() ? unpacked().get() : Loader.getCacheDir().toString();
    } catch (IOException e) {
      return System.getProperty("user.home") + "/.javacpp/cache";
    }
  }

  private static String elsewhere() {
    return unpacked().isPresent() ? "move caption4j to another folder" : CACHE;
  }

  private static String reason(List<Throwable> chain, String said) {
    String all =
        chain.stream().map(Throwable::toString).reduce("", String::concat).toLowerCase(Locale.ROOT);
    if (contains(all, "no space left", "quota exceeded", "not enough space", "file too large")
        || isFull()) {
      return "no room for the native libraries, which need about 560 MB; free some, or "
          + elsewhere();
    }
    if (contains(all, "cannot allocate memory")) {
      return "too little memory or address space to load the native libraries; see ulimit -v";
    }
    if (contains(all, "failed to map segment", "operation not permitted")) {
      return "native libraries may not be run from here: the file system is mounted noexec; "
          + elsewhere();
    }
    if (contains(all, "permission denied", "read-only", "could not create")) {
      return "the native libraries cannot be written or read here; allow it, or " + elsewhere();
    }
    return "a native library cannot be loaded: " + said + "; see caption4j doctor";
  }

  /** JavaCPP goes on after a file that could not be written, and then misses it. */
  private static boolean isFull() {
    try {
      return unpacked().isEmpty()
          && Files.getFileStore(Path.of(place())).getUsableSpace() < LARGEST_LIBRARY;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static boolean contains(String text, String... parts) {
    return Stream.of(parts).anyMatch(text::contains);
  }
}
