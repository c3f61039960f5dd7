package org.caption4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.SoleWriter;
import org.caption4j.WrittenFile;

/**
 * Vectors as they were computed, one record behind the other, each with its CRC-32.
 *
 * <p>A record is: name length in bytes (int), name (UTF-8), vector (floats), CRC-32 of all that
 * (int); little endian. Whatever stands behind the last whole record is the trace of a writer that
 * was killed, and is cut off.
 */
final class FeatureJournal implements AutoCloseable {
  private static final int MOST_NAME_BYTES = 1 << 16;
  private static final int MOST_HEADER_BYTES = 1 << 20;

  private final Path file;
  private final FeatureKey key;
  private final FileChannel channel;

  /** Where each name's vector starts, in the order of appending. */
  private final Map<String, Long> vectors = new LinkedHashMap<>();

  private FeatureJournal(Path file, FeatureKey key, FileChannel channel) {
    this.file = file;
    this.key = key;
    this.channel = channel;
  }

  static FeatureJournal open(Path file, FeatureKey key) throws IOException {
    InputFile.requireIfPresent(file, "a journal of image vectors");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FeatureJournal journal = new FeatureJournal(file, key, channel);
    try {
      SoleWriter.claim(channel, file);
      journal.recover();
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void recover() throws IOException {
    byte[] header = FeatureHeader.line(key);
    byte[] found = firstLine();
    if (found.length == 0 || found[found.length - 1] != '\n') {
      checkTorn(header, found);
      channel.truncate(0);
      writeFully(ByteBuffer.wrap(header), 0);
      return;
    }
    FeatureHeader.checkLine(file, found, key);
    long end = found.length;
    for (long next = record(end); next > end; next = record(end)) {
      end = next;
    }
    channel.truncate(end);
  }

  /** Returns the first line with its end; without an end where the file has none. */
  private byte[] firstLine() throws IOException {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_HEADER_BYTES));
    readFully(start, 0);
    start.flip();
    int length = 0;
    while (length < start.limit() && start.get(length++) != '\n') {}
    byte[] line = new byte[length];
    start.get(line);
    return line;
  }

  /** A header without its end may only be this very header, cut short; all else is not ours. */
  private void checkTorn(byte[] header, byte[] found) throws BadInputException {
    for (int i = 0; i < found.length; i++) {
      if (i >= header.length || found[i] != header[i]) {
        throw new BadInputException(
            file + ": expected a journal of image vectors, found other data");
      }
    }
  }

  /**
   * Takes in the record at {@code start} and returns its end, or {@code start} if it is not whole.
   */
  private long record(long start) throws IOException {
    ByteBuffer length = buffer(Integer.BYTES);
    if (!readFully(length, start)) {
      return start;
    }
    int nameBytes = length.getInt(0);
    if (nameBytes < 1 || nameBytes > MOST_NAME_BYTES) {
      return start;
    }
    ByteBuffer record = buffer(recordBytes(nameBytes));
    if (!readFully(record, start)) {
      return start;
    }
    int checked = record.capacity() - Integer.BYTES;
    byte[] name = new byte[nameBytes];
    record.get(Integer.BYTES, name);
    if (record.getInt(checked) != crc(record, checked)
        || vectors.putIfAbsent(
                new String(name, StandardCharsets.UTF_8), start + Integer.BYTES + nameBytes)
            != null) {
      return start;
    }
    return start + record.capacity();
  }

  private int recordBytes(int nameBytes) {
    return Integer.BYTES + nameBytes + key.dimension() * Float.BYTES + Integer.BYTES;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(ByteBuffer record, int length) {
    CRC32 crc = new CRC32();
    crc.update(record.slice(0, length));
    return (int) crc.getValue();
  }

  Set<String> names() {
    return vectors.keySet();
  }

  void append(String name, float[] vector) throws IOException {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    if (nameBytes.length < 1 || nameBytes.length > MOST_NAME_BYTES) {
      throw new IllegalArgumentException("expected a name of 1 to 65536 bytes: '" + name + "'");
    }
    ByteBuffer record = buffer(recordBytes(nameBytes.length));
    record.putInt(nameBytes.length).put(nameBytes);
    for (float value : vector) {
      record.putFloat(value);
    }
    record.putInt(crc(record, record.position()));
    long start = channel.size();
    writeFully(record.flip(), start);
    vectors.put(name, start + Integer.BYTES + nameBytes.length);
  }

  float[] vector(String name) throws IOException {
    ByteBuffer bytes = buffer(key.dimension() * Float.BYTES);
    if (!readFully(bytes, vectors.get(name))) {
      throw new BadInputException(file + ": became shorter while it was used");
    }
    float[] vector = new float[key.dimension()];
    bytes.flip().asFloatBuffer().get(vector);
    return vector;
  }

  private boolean readFully(ByteBuffer into, long from) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private void writeFully(ByteBuffer bytes, long at) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, at + bytes.position());
      }
    } catch (IOException e) {
      throw WrittenFile.of(file).fault(e);
    }
  }

  void flush() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
