package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;

/**
 * What a zip file holds and where. The JDK reads entries but does not tell where they lie, and only
 * who knows that can map them.
 *
 * @param entries by name
 * @param begin where in the file the directory starts; the entries lie before
 */
record ZipDirectory(Map<String, Entry> entries, long begin) {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int WIDE_END_SIGNATURE = 0x06064b50;
  private static final int WIDE_END_BYTES = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int WIDE_FIELD = 1;
  private static final long IN_WIDE_FIELD = 0xffffffffL;
  private static final int MOST_BYTES = 32 << 20;

  /**
   * One file in the zip; {@code crc} is the CRC-32 of its bytes, {@code packed} and {@code size}
   * are bytes, {@code header} is where.
   */
  record Entry(String name, int flags, int method, int crc, long packed, long size, long header) {}

  /** Where the directory lies: {@code size} bytes from {@code begin}, all before {@code end}. */
  private record Place(long begin, long size, long end) {}

  static ZipDirectory read(FileBytes bytes) throws IOException {
    Place place = place(bytes);
    if (place.begin() < 0
        || place.size() < 0
        || place.size() > place.end()
        || place.begin() > place.end() - place.size()) {
      throw damaged(bytes);
    }
    if (place.size() > MOST_BYTES) {
      throw new BadInputException(
          "%s: expected a zip directory of at most %d bytes, found %d"
              .formatted(bytes.file(), MOST_BYTES, place.size()));
    }
    ByteBuffer directory = bytes.read(place.begin(), (int) place.size());
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (directory.hasRemaining()) {
      Entry entry = entry(bytes, directory);
      if (entries.put(entry.name(), entry) != null) {
        throw new BadInputException(
            "%s: damaged, its zip directory has '%s' twice"
                .formatted(bytes.file(), Kind.brief(entry.name())));
      }
    }
    return new ZipDirectory(entries, place.begin());
  }

  private static Place place(FileBytes bytes) throws IOException {
    long size = bytes.size();
    int most = (int) Math.min(size, END_BYTES + 0xffff);
    ByteBuffer tail = bytes.read(size - most, most);
    int at = most - END_BYTES;
    while (at >= 0
        && (tail.getInt(at) != END_SIGNATURE || u16(tail, at + 20) > most - at - END_BYTES)) {
      at--;
    }
    if (at < 0) {
      throw new BadInputException(
          bytes.file()
              + ": truncated, the zip directory at its end is missing; download or copy it again");
    }
    long end = size - most + at;
    long entries = u16(tail, at + 10);
    Place narrow = new Place(u32(tail, at + 16), u32(tail, at + 12), end);
    if (entries != 0xffff && narrow.begin() != IN_WIDE_FIELD && narrow.size() != IN_WIDE_FIELD) {
      return narrow;
    }
    ByteBuffer locator = bytes.read(end - LOCATOR_BYTES, LOCATOR_BYTES);
    if (locator.getInt(0) != LOCATOR_SIGNATURE) {
      throw damaged(bytes);
    }
    long wideEnd = locator.getLong(8);
    ByteBuffer wide = bytes.read(wideEnd, WIDE_END_BYTES);
    if (wide.getInt(0) != WIDE_END_SIGNATURE) {
      throw damaged(bytes);
    }
    return new Place(wide.getLong(48), wide.getLong(40), wideEnd);
  }

  private static Entry entry(FileBytes bytes, ByteBuffer directory) throws IOException {
    int at = directory.position();
    if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY_SIGNATURE) {
      throw damaged(bytes);
    }
    int name = u16(directory, at + 28);
    int extra = u16(directory, at + 30);
    int length = ENTRY_BYTES + name + extra + u16(directory, at + 32);
    if (length > directory.remaining()) {
      throw damaged(bytes);
    }
    byte[] text = new byte[name];
    directory.get(at + ENTRY_BYTES, text);
    ByteBuffer wide = wideField(directory.slice(at + ENTRY_BYTES + name, extra));
    long size = wider(bytes, u32(directory, at + 24), wide);
    long packed = wider(bytes, u32(directory, at + 20), wide);
    long header = wider(bytes, u32(directory, at + 42), wide);
    directory.position(at + length);
    return new Entry(
        new String(text, StandardCharsets.UTF_8),
        u16(directory, at + 8),
        u16(directory, at + 10),
        directory.getInt(at + 16),
        packed,
        size,
        header);
  }

  /** Finds the field that holds what four bytes cannot; empty if there is none. */
  private static ByteBuffer wideField(ByteBuffer extra) {
    extra.order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int length = Math.min(u16(extra, at + 2), extra.limit() - at - 4);
      if (u16(extra, at) == WIDE_FIELD) {
        return extra.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + length;
    }
    return ByteBuffer.allocate(0);
  }

  private static long wider(FileBytes bytes, long narrow, ByteBuffer wide) throws IOException {
    if (narrow != IN_WIDE_FIELD) {
      return narrow;
    }
    if (wide.remaining() < Long.BYTES) {
      throw damaged(bytes);
    }
    return wide.getLong();
  }

  /**
   * Finds an entry's contents.
   *
   * @throws BadInputException if it is compressed, encrypted or not in the file
   */
  Extent contents(FileBytes bytes, Entry entry) throws IOException {
    String where = bytes.file() + ": '" + Kind.brief(entry.name()) + "': ";
    if (entry.method() != 0 || (entry.flags() & 1) != 0) {
      throw new BadInputException(
          where
              + "is compressed or encrypted, expected it stored as torch.save does; save it anew");
    }
    ByteBuffer local = bytes.read(entry.header(), LOCAL_BYTES);
    if (local.getInt(0) != LOCAL_SIGNATURE || entry.packed() != entry.size()) {
      throw new BadInputException(where + "damaged, the zip directory and the entry disagree");
    }
    long from = entry.header() + LOCAL_BYTES + u16(local, 26) + u16(local, 28);
    if (entry.size() < 0 || from > begin || entry.size() > begin - from) {
      throw new BadInputException(
          "%sdamaged, expected %s bytes at byte %d, found room for %d"
              .formatted(where, Long.toUnsignedString(entry.size()), from, begin - from));
    }
    return new Extent(from, from + entry.size());
  }

  private static int u16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static long u32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  private static BadInputException damaged(FileBytes bytes) {
    return new BadInputException(
        bytes.file() + ": damaged, its zip directory cannot be read; download or copy it again");
  }
}
