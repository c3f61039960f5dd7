package org.caption4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a place to one run from its beginning to its end: other processes, and other threads of
 * this one, are refused. The thread that has it may take it again, as parts of its run do.
 *
 * <p>It is a lock on an empty file beside what is written, which is removed at the end. What a
 * killed program leaves of it locks nobody out.
 */
public final class RunLock implements AutoCloseable {
  private static final Map<Path, RunLock> HELD = new HashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final Thread owner = Thread.currentThread();
  private int taken = 1;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock on a folder.
   *
   * @param folder made if it does not exist
   * @throws BadInputException if another run has it
   * @throws IOException if the folder cannot be written
   */
  public static RunLock ofFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return take(folder.toRealPath().resolve(".caption4j.lock"), folder);
  }

  /**
   * Takes the lock on a file.
   *
   * @param file need not exist; its folder is made if it does not
   * @throws BadInputException if another run has it
   * @throws IOException if the folder cannot be written
   */
  public static RunLock ofFile(Path file) throws IOException {
    Files.createDirectories(WrittenFile.of(file).real().getParent());
    Path real = WrittenFile.of(file).real();
    return take(real.resolveSibling("." + real.getFileName() + ".lock"), file);
  }

  private static RunLock take(Path lock, Path place) throws IOException {
    synchronized (HELD) {
      RunLock held = HELD.get(lock);
      if (held != null && held.owner != Thread.currentThread()) {
        throw new BadInputException(place + ": is being written already");
      }
      if (held != null) {
        held.taken++;
        return held;
      }
      RunLock taken = new RunLock(lock, open(lock, place));
      HELD.put(lock, taken);
      return taken;
    }
  }

  private static FileChannel open(Path lock, Path place) throws IOException {
    while (true) {
      FileChannel channel = openFile(lock, place);
      try {
        if (channel.tryLock() == null) {
          throw new BadInputException(
              place + ": is being written by another process; wait until it ends");
        }
        if (channel.size() == 0) {
          return channel;
        }
        channel.close(); // removed by its owner since it was opened
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw new BadInputException(place + ": is being written already", e);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static FileChannel openFile(Path lock, Path place) throws IOException {
    try {
      return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw WrittenFile.of(place).fault(e);
    }
  }

  /** Gives it back, when it is closed as often as it was taken. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      taken--;
      if (taken > 0) {
        return;
      }
      HELD.remove(file);
      try (channel) {
        Files.deleteIfExists(file);
        channel.write(ByteBuffer.wrap(new byte[] {1})); // tells those who have opened it already
      }
    }
  }
}
