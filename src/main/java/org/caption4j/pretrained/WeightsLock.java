package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.caption4j.BadInputException;

/**
 * Keeps all but one from working on the same weights: other processes by a lock on a file, which
 * the system drops when its process ends, other threads by a lock in memory, since Java refuses a
 * second file lock within one process.
 */
final class WeightsLock implements AutoCloseable {
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private WeightsLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits as long as somebody else has it.
   *
   * @param weights whose lock
   * @param listener hears if there is a wait
   */
  static WeightsLock take(CacheHome home, String weights, FetchListener listener)
      throws BadInputException {
    Disk.makeFolder(home.locks());
    Path file = home.locks().resolve(weights + ".lock").toAbsolutePath().normalize();
    ReentrantLock thread = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
    boolean waited = !thread.tryLock();
    if (waited) {
      listener.waiting(weights);
      try {
        thread.lockInterruptibly();
      } catch (InterruptedException e) {
        throw Disk.interrupted(e);
      }
    }
    try {
      return new WeightsLock(thread, lock(file, weights, waited ? FetchListener.SILENT : listener));
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  private static FileChannel lock(Path file, String weights, FetchListener listener)
      throws BadInputException {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          listener.waiting(weights);
          channel.lock();
        }
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
