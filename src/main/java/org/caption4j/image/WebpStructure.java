package org.caption4j.image;

import java.util.Optional;

/** WebP (RFC 9649): a RIFF of chunks, one of which says how large the picture is. */
final class WebpStructure implements Structure {

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    long end = WebpChunk.end(bytes);
    Size size = null;
    boolean pixels = false;
    for (long at = WebpChunk.FIRST; at + 8 <= end; ) {
      WebpChunk chunk = WebpChunk.at(bytes, at);
      if (size == null && chunk.hasSize()) {
        size = chunk.size(bytes);
      }
      pixels |= chunk.isPicture() || chunk.type().equals("ANMF");
      at = chunk.next();
    }
    if (size == null || !pixels) {
      throw new DamagedFileException("is corrupt: a WebP without a picture in it");
    }
    return new CheckedFile(size, file);
  }

  /**
   * Finds a chunk.
   *
   * @param file a whole WebP that {@link #check} has passed
   * @param wanted its name
   * @return what the first of them holds
   */
  static Optional<byte[]> chunk(byte[] file, String wanted) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    long end = WebpChunk.end(bytes);
    for (long at = WebpChunk.FIRST; at + 8 <= end; ) {
      WebpChunk chunk = WebpChunk.at(bytes, at);
      if (chunk.type().equals(wanted)) {
        return Optional.of(bytes.bytes(chunk.content(), (int) chunk.length(), wanted));
      }
      at = chunk.next();
    }
    return Optional.empty();
  }
}
