package org.caption4j.image;

/**
 * HEIC and AVIF (ISO 23008-12): boxes, each with its length; the picture's size is a property in
 * {@code meta/iprp/ipco}, as are turns and mirrorings.
 */
final class HeifStructure implements Structure {
  private static final String WHAT = "a box";

  /** What the properties say. */
  private static final class Properties {
    Size largest = new Size(0, 0);
    boolean turned;
  }

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    Properties properties = properties(file);
    if (properties.largest.pixels() == 0) {
      throw new DamagedFileException("is corrupt: it does not say how large its picture is");
    }
    return new CheckedFile(properties.largest, file);
  }

  /** Whether the picture is to be turned or mirrored after it is decoded. */
  static boolean isTurned(byte[] file) throws DamagedFileException {
    return properties(file).turned;
  }

  private static Properties properties(byte[] file) throws DamagedFileException {
    Properties found = new Properties();
    walk(new FileBytes(file, false), 0, file.length, "", found);
    return found;
  }

  private static void walk(FileBytes bytes, long from, long to, String parent, Properties found)
      throws DamagedFileException {
    for (long at = from; at < to; ) {
      IsoBox box = IsoBox.at(bytes, at, to, WHAT);
      if (box.isTooShort()) {
        throw new DamagedFileException("is corrupt: a box of %,d bytes".formatted(box.length()));
      }
      bytes.need(at, box.length(), "a box of %,d bytes".formatted(box.length()));
      long content = box.content();
      switch (parent + "/" + box.type()) {
        case "/meta" -> walk(bytes, content + 4, box.end(), "meta", found);
        case "meta/iprp" -> walk(bytes, content, box.end(), "iprp", found);
        case "iprp/ipco" -> walk(bytes, content, box.end(), "ipco", found);
        case "ipco/ispe" -> {
          Size size = new Size(bytes.u32(content + 4, WHAT), bytes.u32(content + 8, WHAT));
          if (size.pixels() > found.largest.pixels()) {
            found.largest = size;
          }
        }
        case "ipco/irot" -> found.turned |= (bytes.u8(content, WHAT) & 3) != 0;
        case "ipco/imir" -> found.turned = true;
        default -> {}
      }
      at = box.end();
    }
  }
}
