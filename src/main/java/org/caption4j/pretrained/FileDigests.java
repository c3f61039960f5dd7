package org.caption4j.pretrained;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import org.caption4j.pretrained.Checksum.Algorithm;

/** What a file's bytes add up to, by several algorithms in one pass over it. */
public final class FileDigests {
  private static final int CHUNK = 1 << 18;

  private final Map<Algorithm, String> found;

  private FileDigests(Map<Algorithm, String> found) {
    this.found = found;
  }

  /** Adds bytes up as they come. */
  private record Sum(Bytes bytes, Supplier<String> result) {}

  private interface Bytes {
    void add(byte[] bytes, int length);
  }

  /**
   * Reads a file once.
   *
   * @param file read from beginning to end
   * @param algorithms that will be asked for
   * @throws IOException if it cannot be read
   */
  public static FileDigests of(Path file, Collection<Algorithm> algorithms) throws IOException {
    Map<Algorithm, Sum> sums = new EnumMap<>(Algorithm.class);
    algorithms.forEach(each -> sums.computeIfAbsent(base(each), FileDigests::sum));
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        for (Sum sum : sums.values()) {
          sum.bytes().add(chunk, length);
        }
      }
    }
    Map<Algorithm, String> found = new EnumMap<>(Algorithm.class);
    sums.forEach((algorithm, sum) -> found.put(algorithm, sum.result().get()));
    return new FileDigests(found);
  }

  /** Returns a file's SHA-256, 64 hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    return of(file, Set.of(Algorithm.SHA_256)).sha256().value();
  }

  /** Returns the file's SHA-256, which must have been asked for. */
  Checksum sha256() {
    return new Checksum(Algorithm.SHA_256, found.get(Algorithm.SHA_256));
  }

  /**
   * Returns whether the file is the one that the checksum is of.
   *
   * @throws IllegalArgumentException if its algorithm was not asked for
   */
  public boolean match(Checksum checksum) {
    String whole = found(checksum);
    return checksum.algorithm() == Algorithm.SHA_256_PREFIX
        ? whole.startsWith(checksum.value())
        : whole.equals(checksum.value());
  }

  /** Returns the file's value by the algorithm of this checksum. */
  String found(Checksum checksum) {
    String value = found.get(base(checksum.algorithm()));
    if (value == null) {
      throw new IllegalArgumentException("not added up: " + checksum.algorithm());
    }
    return value;
  }

  private static Algorithm base(Algorithm algorithm) {
    return algorithm == Algorithm.SHA_256_PREFIX ? Algorithm.SHA_256 : algorithm;
  }

  private static Sum sum(Algorithm algorithm) {
    if (algorithm == Algorithm.ADLER_32) {
      Adler32 adler = new Adler32();
      return new Sum(
          (bytes, length) -> adler.update(bytes, 0, length), () -> Long.toString(adler.getValue()));
    }
    MessageDigest digest = digest(algorithm.label());
    return new Sum(
        (bytes, length) -> digest.update(bytes, 0, length),
        () -> HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
