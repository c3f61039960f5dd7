package org.caption4j;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A file that is written beside its place and takes it in one move when it is complete. Links to
 * the place are followed, and a file that is replaced gives its permissions to the new one.
 *
 * <p>It is locked while it is written, which tells it from what a killed program left.
 */
public final class AsideFile implements AutoCloseable {
  /** The second form is that of earlier versions. */
  private static final Pattern LEFTOVER =
      Pattern.compile(
          "\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp|.+\\.[0-9a-f]{16}\\.tmp");

  private final WrittenFile target;
  private final Path aside;
  private final FileChannel channel;

  private AsideFile(WrittenFile target, Path aside, FileChannel channel) {
    this.target = target;
    this.aside = aside;
    this.channel = channel;
  }

  /**
   * Begins.
   *
   * @param file where it will be; its folder is made if it does not exist
   * @throws BadInputException if there is a folder, a pipe, a device or the like
   * @throws IOException if the folder cannot be written
   */
  public static AsideFile of(Path file) throws IOException {
    return of(WrittenFile.of(file));
  }

  static AsideFile of(WrittenFile target) throws IOException {
    AtomicFile.requireNoFolder(target.named());
    target.requireRegular();
    Path folder = target.real().getParent();
    Path aside = folder.resolve("." + hint(target.real()) + "." + UUID.randomUUID() + ".tmp");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return new AsideFile(target, aside, open(target, aside));
    } catch (IOException e) {
      throw target.fault(e);
    }
  }

  /**
   * A file's name so that a person knows it again. All of it need not fit with something added, and
   * not every name can be put together from characters.
   */
  private static String hint(Path file) {
    String name = file.getFileName().toString().replaceAll("[^\\w.-]", "_");
    return name.substring(0, Math.min(name.length(), 60));
  }

  private static FileChannel open(WrittenFile target, Path aside) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    PosixFileAttributeView before =
        Files.getFileAttributeView(target.real(), PosixFileAttributeView.class);
    FileChannel channel;
    if (before == null || !Files.exists(target.real())) {
      channel = FileChannel.open(aside, options);
    } else {
      Set<PosixFilePermission> permissions = before.readAttributes().permissions();
      FileAttribute<?> first = PosixFilePermissions.asFileAttribute(permissions);
      channel = FileChannel.open(aside, options, first);
      try {
        Files.setPosixFilePermissions(aside, permissions); // those that the umask took away
      } catch (IOException e) {
        channel.close();
        Files.deleteIfExists(aside);
        throw e;
      }
    }
    lock(channel);
    return channel;
  }

  /** A file system without locks loses no more than the removal of what is left. */
  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Adds bytes.
   *
   * @param bytes all that remains of them
   * @throws IOException if the disk does not take them; it names the file
   */
  public void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw target.fault(e);
    }
  }

  /**
   * Adds a part of another file.
   *
   * @param from open for reading; its position stays where it is
   * @param at where the part begins
   * @param count how many bytes it has
   * @throws IOException if the disk does not take them, or the other file ends before; it names
   *     this file
   */
  public void transfer(FileChannel from, long at, long count) throws IOException {
    try {
      for (long done = 0; done < count; ) {
        long more = from.transferTo(at + done, count - done, channel);
        if (more <= 0) {
          throw new EOFException("what is copied became shorter meanwhile");
        }
        done += more;
      }
    } catch (IOException e) {
      throw target.fault(e);
    }
  }

  /** Returns what was written so far, to be read at any position; somebody else closes it. */
  public FileChannel written() {
    return channel;
  }

  /**
   * Sets the time of the last modification, once nothing more is added.
   *
   * @throws IOException if that fails; it names the file
   */
  public void setModified(FileTime time) throws IOException {
    try {
      Files.setLastModifiedTime(aside, time);
    } catch (IOException e) {
      throw target.fault(e);
    }
  }

  /** Returns a stream that adds bytes, without a buffer. */
  OutputStream stream() {
    return new FaultNaming(channel, target);
  }

  /**
   * Forces the bytes to the disk and moves the file to its place.
   *
   * @throws IOException if that fails; what was in the place is as it was
   */
  public void complete() throws IOException {
    try {
      channel.force(true);
      Files.move(
          aside,
          target.real(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      channel.close();
    } catch (IOException e) {
      throw target.fault(e);
    }
  }

  /** Removes what was not completed. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(aside);
  }

  /**
   * Removes what killed programs left in a folder; what somebody is writing stays.
   *
   * @param folder need not exist
   * @throws IOException if it cannot be listed
   */
  public static void removeLeftovers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> LEFTOVER.matcher(file.getFileName().toString()).matches())) {
      for (Path file : files) {
        removeUnlessWritten(file);
      }
    }
  }

  private static void removeUnlessWritten(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (lock(channel)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // another's, or gone; it does no harm but take room
    }
  }
}
