package org.caption4j;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole or not at all: written aside, forced to disk, moved into place. */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /**
   * @param file replaced if it exists; its folder is made if it does not
   * @param text written as UTF-8
   * @throws IOException if the disk does not take it; the old file is then as it was
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param file replaced if it exists; its folder is made if it does not
   * @param bytes written as they are
   * @throws IOException if the disk does not take it; the old file is then as it was
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /**
   * @param file replaced if it exists; its folder is made if it does not
   * @param content writes what the file shall hold; need neither buffer nor close
   * @throws IOException if the content cannot be had or the disk does not take it; the old file is
   *     then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    requireNoFolder(file);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path aside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Refuses a folder where a file shall be written; better asked before long work than after it.
   *
   * @param file where a file shall be written
   * @throws BadInputException if there is a folder
   */
  public static void requireNoFolder(Path file) throws BadInputException {
    if (Files.isDirectory(file)) {
      throw new BadInputException(
          file + ": is a folder, expected the name of a file to write; add one");
    }
  }

  /** What a file shall hold, too large to be in memory at once. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param out takes the bytes
     * @throws IOException if they cannot be had, or are not taken
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
