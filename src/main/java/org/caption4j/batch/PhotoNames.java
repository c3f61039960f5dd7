package org.caption4j.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Photos that are named one by one, in a file or by another program while it runs. They are listed
 * once.
 */
public final class PhotoNames implements PhotoListing {
  private static final int AHEAD = 256;
  private static final int LOOK_MILLIS = 50;

  private final NamesInput input;
  private final Supplier<? extends UnaryOperator<ListedPhoto>> numbers;
  private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(AHEAD);
  private volatile boolean stopped;

  /** A photo, or the end, or why the names cannot be read. */
  private record Read(Optional<ListedPhoto> photo, IOException fault) {}

  /**
   * @param in the names, as the bytes of the file system
   * @param name what to call it
   * @param end what stands behind each name: a line feed, or NUL
   * @param numbers gives photos numbers
   */
  public PhotoNames(
      InputStream in,
      String name,
      char end,
      Supplier<? extends UnaryOperator<ListedPhoto>> numbers) {
    this.input = new NamesInput(in, name, end);
    this.numbers = numbers;
  }

  @Override
  public List<Path> folders() {
    return List.of();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /**
   * Lists the photos, as they are named.
   *
   * @throws UncheckedIOException by its methods, if the names cannot be read
   */
  @Override
  public Iterator<ListedPhoto> iterator() {
    // In a thread of its own: nothing else ends the wait for a program that names no other photo.
    Thread reader = new Thread(this::read, "names");
    reader.setDaemon(true);
    reader.start();
    return new Named(numbers.get());
  }

  private void read() {
    try {
      Read next;
      do {
        next = readNext();
        queue.put(next);
      } while (next.photo.isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Read readNext() {
    try {
      return new Read(input.next(), null);
    } catch (IOException e) {
      return new Read(Optional.empty(), e);
    }
  }

  private final class Named implements Iterator<ListedPhoto> {
    private final UnaryOperator<ListedPhoto> numbering;
    private Read next;

    Named(UnaryOperator<ListedPhoto> numbering) {
      this.numbering = numbering;
    }

    @Override
    public boolean hasNext() {
      while (next == null && !stopped) {
        try {
          next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      if (next != null && next.fault != null) {
        throw new UncheckedIOException(next.fault);
      }
      return next != null && next.photo.isPresent();
    }

    @Override
    public ListedPhoto next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ListedPhoto photo = next.photo.orElseThrow();
      next = null;
      return numbering.apply(photo);
    }
  }
}
