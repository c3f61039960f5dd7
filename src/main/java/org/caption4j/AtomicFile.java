package org.caption4j;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Files that appear whole or not at all: written aside, forced to disk, moved into place.
 *
 * <p>Links are followed, and a file that is replaced gives its permissions to the new one. What is
 * no regular file, such as a pipe or a device, is written through and stays what it is.
 */
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
    WrittenFile target = WrittenFile.of(file);
    if (target.isStream()) {
      target.requireWritable();
      writeThrough(target, content);
      return;
    }
    try (AsideFile aside = AsideFile.of(target)) {
      OutputStream out = new BufferedOutputStream(aside.stream(), BUFFER);
      content.writeTo(out);
      out.flush();
      aside.complete();
    }
  }

  /**
   * Moves a file that was made elsewhere to its place, whole or not at all.
   *
   * @param made the file
   * @param file replaced if it exists; its folder exists
   * @throws IOException if the place cannot be written
   */
  public static void move(Path made, Path file) throws IOException {
    WrittenFile target = WrittenFile.of(file);
    try {
      PosixFileAttributeView before =
          Files.getFileAttributeView(target.real(), PosixFileAttributeView.class);
      if (before != null && Files.exists(target.real())) {
        Files.setPosixFilePermissions(made, before.readAttributes().permissions());
      }
      Files.move(
          made, target.real(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      write(file, out -> Files.copy(made, out)); // a link leads to another disk
      Files.delete(made);
    } catch (FileSystemException e) {
      throw target.fault(e);
    }
  }

  /** A pipe or a device gets the bytes as they come. */
  private static void writeThrough(WrittenFile target, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(target.real(), StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(new FaultNaming(channel, target), BUFFER);
      content.writeTo(out);
      out.flush();
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
