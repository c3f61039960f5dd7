package org.caption4j;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Files that one run writes at a time. */
public final class SoleWriter {
  private SoleWriter() {}

  /**
   * Keeps everybody else from writing a file until its channel is closed.
   *
   * @param channel of the file, open for writing
   * @param file what to call it
   * @throws BadInputException if somebody writes it, in this process or another
   * @throws IOException if it cannot be locked
   */
  public static void claim(FileChannel channel, Path file) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new BadInputException(file + ": is being written already", e);
    }
    throw new BadInputException(file + ": is being written by another process; wait until it ends");
  }
}
