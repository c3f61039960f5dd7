package org.caption4j.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.SoleWriter;

/**
 * A file that grows by records and is a whole file of its format after each of them.
 *
 * <p>Records go to the operating system at once, so that they outlive this process however it ends.
 * If it ends in the middle of a record, that record is cut off when the file is opened again;
 * nothing else ever is.
 *
 * @param <V> what its records say of a photo
 */
final class RecordFile<V> implements AutoCloseable {
  private final Path file;
  private final RecordFormat<V> format;
  private final FileChannel channel;

  /** Where the last whole record ends, or the header. */
  private long end;

  /** As it was left. */
  private long size;

  private boolean first;

  /** What it is on its file system, whatever its name; null where there is no such thing. */
  private final Object key;

  private RecordFile(Path file, RecordFormat<V> format, FileChannel channel) throws IOException {
    this.file = file;
    this.format = format;
    this.channel = channel;
    this.key = key(file);
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Makes a file, or goes on with one.
   *
   * @param file its folder is made if it does not exist
   * @param format of its records
   * @param records takes those that are there
   * @return open for this process alone
   * @throws BadInputException if there is something else, or another process writes it
   * @throws IOException if it cannot be written
   */
  static <V> RecordFile<V> open(
      Path file, RecordFormat<V> format, Consumer<RecordFormat.Entry<V>> records)
      throws IOException {
    AtomicFile.requireNoFolder(file);
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      RecordFile<V> opened = new RecordFile<>(file, format, channel);
      SoleWriter.claim(channel, file);
      opened.recover(records);
      return opened;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void recover(Consumer<RecordFormat.Entry<V>> records) throws IOException {
    RecordFormat.Records<V> before =
        format.read(
            new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), file.toString());
    first = true;
    try {
      for (Optional<RecordFormat.Entry<V>> next = before.next();
          next.isPresent();
          next = before.next()) {
        records.accept(next.get());
        first = false;
      }
    } catch (BadInputException e) {
      if (!isTrace(before.end())) {
        throw e;
      }
      // First, so that a run that is killed here leaves no format's end before the broken record.
      channel.truncate(before.end());
    }
    end = before.end();
    if (first) {
      end = 0;
      replaceEnd(format.header(), format.header().isEmpty() ? "" : format.footer());
      end = format.header().getBytes(StandardCharsets.UTF_8).length;
    } else {
      replaceEnd("", format.footer());
    }
  }

  /** Tells whether what stands behind a place was left by a writer that was killed. */
  private boolean isTrace(long place) throws IOException {
    channel.position(place);
    Trace trace = Trace.read(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
    if (place == 0) {
      return !trace.isZerosOnly() && trace.isBeginningOf(format.written());
    }
    return trace.isBeginningOf(format.afterRecord());
  }

  /** Puts a text behind the last whole record, and nothing behind it. */
  private void replaceEnd(String text, String footer) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + footer).getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
      size = end + bytes.limit();
      channel.truncate(size);
    } catch (IOException e) {
      throw new IOException(
          "%s: cannot be written: %s; what was written before is whole: make room, then go on with --resume"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Adds records.
   *
   * @param photos what they are of; none is fine
   * @param values what they say, one for each photo
   * @throws BadInputException if somebody else changed the file
   * @throws IOException if the disk does not take them; those before them are as they were
   */
  void append(List<ListedPhoto> photos, List<V> values) throws IOException {
    if (photos.isEmpty()) {
      return;
    }
    requireUnchanged();
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < photos.size(); k++) {
      text.append(format.lead(first && k == 0));
      text.append(format.record(photos.get(k), values.get(k)));
    }
    try {
      replaceEnd(text.toString(), format.footer());
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    end += text.toString().getBytes(StandardCharsets.UTF_8).length;
    first = false;
  }

  /**
   * Refuses to go on when somebody deleted, replaced or changed the file.
   *
   * @throws BadInputException if it is no longer there as it was left
   * @throws IOException if that cannot be told
   */
  void requireUnchanged() throws IOException {
    if (Files.notExists(file)) {
      throw changed("it is gone");
    }
    if (!Objects.equals(key(file), key)) {
      throw changed("another file is in its place");
    }
    if (channel.size() != size) {
      throw changed("it has %d bytes instead of %d".formatted(channel.size(), size));
    }
  }

  private BadInputException changed(String found) {
    return new BadInputException(
        "%s: was changed by somebody else while it was being written: %s; leave it alone meanwhile, and go on with --resume"
            .formatted(file, found));
  }

  private void undo(IOException fault) {
    try {
      size = end;
      channel.truncate(end);
      if (!first) {
        replaceEnd("", format.footer());
      }
    } catch (IOException e) {
      fault.addSuppressed(e); // then the next run cuts it off
    }
  }

  /** Closes the file, which is on the disk then. */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(true);
    }
  }
}
