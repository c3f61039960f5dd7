package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file that is damaged in many ways: each time it is either read, or refused in a line. */
public final class DamagedFiles {
  private DamagedFiles() {}

  /** Reads a file, and uses what it holds. */
  @FunctionalInterface
  public interface Reader {
    void read(Path file) throws IOException;
  }

  /**
   * Damages a file again and again, and leaves it whole.
   *
   * @param file whole; what it holds is damaged in place
   * @param times with the seeds 1, 2, ...
   */
  public static void open(Path file, int times, Reader reader) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    reader.read(file);
    int refused = 0;
    for (int seed = 1; seed <= times; seed++) {
      Files.delete(file); // one that is mapped must not be shortened
      Files.write(file, Mutation.of(whole, seed));
      refused += refused(file, seed, reader) ? 1 : 0;
    }
    Files.delete(file);
    Files.write(file, whole);
    assertThat(refused).as("%s: damage that was noticed", file.getFileName()).isPositive();
  }

  private static boolean refused(Path file, int seed, Reader reader) {
    try {
      reader.read(file);
      return false;
    } catch (UncheckedIOException e) {
      requireOneLine(file, seed, e.getCause());
    } catch (IOException e) {
      requireOneLine(file, seed, e);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "%s, damaged with seed %d: expected a BadInputException".formatted(file, seed), e);
    }
    return true;
  }

  private static void requireOneLine(Path file, int seed, IOException fault) {
    assertThat(fault)
        .as("%s, damaged with seed %d", file, seed)
        .isInstanceOf(BadInputException.class);
    assertThat(fault.getMessage())
        .as("%s, damaged with seed %d", file, seed)
        .isNotBlank()
        .doesNotContain("\n", "\u001b", "Exception", "org.caption4j", "java.lang", "null pointer");
  }
}
