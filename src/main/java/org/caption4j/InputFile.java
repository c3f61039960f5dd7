package org.caption4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that a user names and the program reads. Pipes, sockets and devices are refused before they
 * are opened: to open one may wait for ever, and to read one may never end. Links are followed.
 */
public final class InputFile {
  private InputFile() {}

  /**
   * Refuses what is no regular file.
   *
   * @param file to be read
   * @param expected what it should be, for the message: {@code a vocabulary}
   * @throws BadInputException if there is none, or a folder, a pipe or a device
   */
  public static void require(Path file, String expected) throws BadInputException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("%s: %s, expected %s".formatted(file, found(file), expected));
    }
  }

  /**
   * Refuses a pipe or a device; for files that need not exist.
   *
   * @param file to be read, where there is one
   * @param expected what it should be, for the message
   * @throws BadInputException if there is a folder, a pipe or a device
   */
  public static void requireIfPresent(Path file, String expected) throws BadInputException {
    if (Files.exists(file)) {
      require(file, expected);
    }
  }

  /** Says what stands where a file should be: {@code no such file}, {@code is a folder}. */
  public static String found(Path file) {
    if (Files.isDirectory(file)) {
      return "is a folder";
    }
    if (Files.exists(file)) {
      return "is a pipe, a socket or a device";
    }
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? "is a link to a file that is not there"
        : "no such file";
  }

  /**
   * Opens a file.
   *
   * @param expected what it should be, for the message
   * @throws BadInputException as {@link #require}
   * @throws IOException if it cannot be opened
   */
  public static FileChannel open(Path file, String expected) throws IOException {
    require(file, expected);
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /**
   * Opens a file as a stream, without a buffer.
   *
   * @param expected what it should be, for the message
   * @throws BadInputException as {@link #require}
   * @throws IOException if it cannot be opened
   */
  public static InputStream stream(Path file, String expected) throws IOException {
    return Channels.newInputStream(open(file, expected));
  }

  /**
   * Reads a whole file.
   *
   * @param most bytes that it may have
   * @param expected what it should be, for the message
   * @throws BadInputException as {@link #require}, or if it is larger
   * @throws IOException if it cannot be read
   */
  public static byte[] bytes(Path file, int most, String expected) throws IOException {
    try (InputStream in = stream(file, expected)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new BadInputException(
            "%s: expected %s of at most %,d bytes, found more".formatted(file, expected, most));
      }
      return bytes;
    }
  }

  /**
   * Finds a file that another one names, which must lie below a folder when all links are followed.
   *
   * @param folder where it is looked for
   * @param name as the other file has it
   * @param where the beginning of messages: the file that names it, and in which place
   * @return the file, below the folder
   * @throws BadInputException if the name leads out of the folder, or cannot be one; whether there
   *     is a file outside is not told
   * @throws IOException if the folder cannot be read
   */
  public static Path below(Path folder, String name, String where) throws IOException {
    FileName.requireInside(name, where);
    Path file = folder.resolve(name);
    Path real = folder.toRealPath();
    if (Files.exists(file) && !file.toRealPath().startsWith(real)) {
      throw FileName.outside(name, where);
    }
    return file;
  }
}
