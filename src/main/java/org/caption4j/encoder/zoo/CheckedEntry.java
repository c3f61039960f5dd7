package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.caption4j.BadInputException;

/** The bytes of a zip's entry, compared at their end with the checksum that the zip has of them. */
final class CheckedEntry extends CheckedInputStream {
  private final Path file;
  private final ZipEntry entry;

  CheckedEntry(Path file, ZipEntry entry, InputStream in) {
    super(in, new CRC32());
    this.file = file;
    this.entry = entry;
  }

  @Override
  public int read() throws IOException {
    return checked(super.read());
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return checked(super.read(bytes, offset, length));
  }

  private int checked(int read) throws BadInputException {
    if (read < 0 && entry.getCrc() >= 0 && entry.getCrc() != getChecksum().getValue()) {
      throw new BadInputException(
          "%s: %s: damaged, its checksum (CRC-32) is another; copy or download it again"
              .formatted(file, entry.getName()));
    }
    return read;
  }
}
