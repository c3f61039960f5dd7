package org.caption4j.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JPEG that ends within its last scan. Where all of the picture can be seen it gets an end, as
 * viewers give it one; where rows are missing it is refused.
 *
 * <p>Of a sequential JPEG the blocks are counted, which takes a walk over its Huffman codes. Blocks
 * that are missing at the end of the last row, a hundredth of the picture at most, repeat the one
 * before them. A progressive JPEG may lack a scan that only refines what others have drawn.
 */
final class UnfinishedJpeg {
  private static final int DHT = 0xc4;
  private static final int DRI = 0xdd;
  private static final int PROGRESSIVE = 0xc2;
  private static final int MOST_MISSING = 100; // one in so many

  private final FileBytes bytes;
  private final int end;
  private final HuffmanCodes[][] codes = new HuffmanCodes[2][4];
  private final List<Component> components = new ArrayList<>();
  private int frame;
  private int restartInterval;

  /** A plane of the picture; {@code drawn} has a bit for each of the 64 coefficients. */
  private static final class Component {
    final int id;
    final int across;
    final int down;
    long drawn;

    Component(int id, int across, int down) {
      this.id = id;
      this.across = across;
      this.down = down;
    }
  }

  /** One component of a scan and its codes. */
  private record Coded(Component component, HuffmanCodes first, HuffmanCodes others) {}

  UnfinishedJpeg(byte[] file) {
    this.bytes = new FileBytes(file, false);
    int last = file.length;
    // zeros are what a crash leaves of data that the disk had not got yet
    while (last > 0 && (file[last - 1] == 0 || file[last - 1] == (byte) 0xff)) {
      last--;
    }
    this.end = last;
  }

  /**
   * Gives the file an end.
   *
   * @throws DamagedFileException if part of the picture is missing
   */
  CheckedFile mended(Size size) throws DamagedFileException {
    JpegSegment segment = JpegSegment.first(bytes);
    while (true) {
      long at = segment.at();
      int marker = segment.marker();
      if (JpegStructure.isFrameHeader(marker)) {
        readFrame(at, marker);
      } else if (marker == DHT) {
        readCodes(at + 4, segment.end());
      } else if (marker == DRI) {
        restartInterval = bytes.u16(at + 4, "a JPEG segment");
      }
      if (marker != JpegStructure.SOS) {
        segment = segment.next(bytes);
        continue;
      }
      int data = Math.toIntExact(segment.end());
      int next = JpegStructure.nextMarker(bytes, data);
      if (next == bytes.length()) {
        return frame == PROGRESSIVE ? withoutLastScan(size, at) : withEnd(size, at, data);
      }
      finished(at);
      segment = JpegSegment.from(bytes, next);
    }
  }

  private void readFrame(long at, int marker) throws DamagedFileException {
    String what = "a JPEG frame header";
    frame = marker;
    components.clear();
    for (int k = 0; k < bytes.u8(at + 9, what); k++) {
      int sampling = bytes.u8(at + 11 + 3L * k, what);
      components.add(new Component(bytes.u8(at + 10 + 3L * k, what), sampling >> 4, sampling & 15));
    }
  }

  private void readCodes(long from, long to) throws DamagedFileException {
    for (long at = from; at < to; ) {
      int kind = bytes.u8(at, "a JPEG's Huffman table");
      HuffmanCodes read = new HuffmanCodes(bytes, at + 1);
      codes[(kind >> 4) & 1][kind & 3] = read;
      at += 1 + read.bytes();
    }
  }

  private List<Coded> scan(long at) throws DamagedFileException {
    String what = "a JPEG scan header";
    List<Coded> scan = new ArrayList<>();
    for (int k = 0; k < bytes.u8(at + 4, what); k++) {
      int id = bytes.u8(at + 5 + 2L * k, what);
      int tables = bytes.u8(at + 6 + 2L * k, what);
      Component component =
          components.stream().filter(c -> c.id == id).findFirst().orElseThrow(this::cutShort);
      scan.add(new Coded(component, codes[0][(tables >> 4) & 3], codes[1][tables & 3]));
    }
    return scan;
  }

  /** A whole scan: which coefficients it drew of which components. */
  private void finished(long at) throws DamagedFileException {
    List<Coded> scan = scan(at);
    long parameters = at + 5 + 2L * scan.size();
    int from = bytes.u8(parameters, "a JPEG scan header") & 63;
    int to = bytes.u8(parameters + 1, "a JPEG scan header") & 63;
    for (Coded coded : scan) {
      coded.component.drawn |= frame == PROGRESSIVE ? (-1L >>> (63 - to)) & (-1L << from) : -1L;
    }
  }

  private CheckedFile withoutLastScan(Size size, long lastScan) throws DamagedFileException {
    if (!components.stream().allMatch(component -> component.drawn == -1L)) {
      throw cutShort();
    }
    byte[] file = Arrays.copyOf(bytes.array(), Math.toIntExact(lastScan) + 2);
    file[file.length - 2] = (byte) 0xff;
    file[file.length - 1] = (byte) JpegStructure.EOI;
    return new CheckedFile(
        size,
        file,
        List.of("is cut short: the scan that adds the finest detail is incomplete and left out"));
  }

  private CheckedFile withEnd(Size size, long at, int data) throws DamagedFileException {
    List<Coded> scan = scan(at);
    boolean huffman = frame == 0xc0 || frame == 0xc1;
    boolean others =
        components.stream()
            .filter(component -> scan.stream().noneMatch(coded -> coded.component == component))
            .allMatch(component -> component.drawn == -1L);
    if (!huffman || !others || scan.stream().anyMatch(c -> c.first == null || c.others == null)) {
      throw cutShort();
    }
    long row = groups(size.width(), scan, true);
    long all = row * groups(size.height(), scan, false);
    JpegBits bits = new JpegBits(bytes.array(), data, end);
    JpegBits.Place place = bits.place();
    long present = 0;
    while (present < all && group(present, scan, bits)) {
      present++;
      place = bits.place();
    }
    long missing = all - present;
    if (missing >= row || missing > all / MOST_MISSING) {
      throw cutShort();
    }
    JpegBits.Writer whole = new JpegBits.Writer(bytes.array(), place);
    for (long group = present; group < all; group++) {
      repeat(group, scan, whole);
    }
    whole.marker(JpegStructure.EOI);
    String warning =
        missing == 0
            ? "has no end-of-image marker, but all of its picture"
            : "is cut short: %,d of its %,d blocks of pixels are missing, at the lower right"
                .formatted(missing, all);
    return new CheckedFile(size, whole.toByteArray(), List.of(warning));
  }

  /** How many groups of blocks, as a scan has them, lie along a side of the picture. */
  private long groups(long side, List<Coded> scan, boolean across) {
    int most = 1;
    for (Component component : components) {
      most = Math.max(most, across ? component.across : component.down);
    }
    if (scan.size() > 1) {
      return (side + 8L * most - 1) / (8L * most);
    }
    Component only = scan.get(0).component;
    long samples = (side * (across ? only.across : only.down) + most - 1) / most;
    return (samples + 7) / 8;
  }

  private static int blocks(List<Coded> scan, Coded coded) {
    return scan.size() == 1 ? 1 : coded.component.across * coded.component.down;
  }

  private boolean restartsBefore(long group) {
    return restartInterval > 0 && group > 0 && group % restartInterval == 0;
  }

  /** Passes over a group; returns false where it is not whole. */
  private boolean group(long number, List<Coded> scan, JpegBits bits) {
    if (restartsBefore(number) && !bits.restart()) {
      return false;
    }
    for (Coded coded : scan) {
      for (int block = 0; block < blocks(scan, coded); block++) {
        if (!block(coded, bits)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Passes over a block (T.81 F.2.2.1 and F.2.2.2). */
  private static boolean block(Coded coded, JpegBits bits) {
    int size = coded.first.next(bits);
    if (size < 0 || !bits.skip(size)) {
      return false;
    }
    for (int k = 1; k < 64; k++) {
      int symbol = coded.others.next(bits);
      if (symbol < 0 || !bits.skip(symbol & 15)) {
        return false;
      }
      if ((symbol & 15) == 0 && symbol != 0xf0) {
        return true;
      }
      k += symbol >> 4;
    }
    return true;
  }

  /** Writes a group without difference to the one before, and without detail. */
  private void repeat(long number, List<Coded> scan, JpegBits.Writer writer)
      throws DamagedFileException {
    if (restartsBefore(number)) {
      writer.marker(JpegStructure.RST0 + (int) ((number / restartInterval - 1) % 8));
    }
    for (Coded coded : scan) {
      for (int block = 0; block < blocks(scan, coded); block++) {
        if (!coded.first.write(0, writer) || !coded.others.write(0, writer)) {
          throw cutShort();
        }
      }
    }
  }

  private DamagedFileException cutShort() {
    return DamagedFileException.truncated(
        "the end-of-image marker of the JPEG", bytes.length(), bytes.length());
  }
}
