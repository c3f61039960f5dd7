package org.caption4j.image;

/**
 * A box of an ISO base media file (ISO 14496-12), as HEIF and JPEG XL use them.
 *
 * @param type four characters
 * @param at where it begins
 * @param content where its content begins
 * @param length of all of it, as it says; may be too short to be true
 */
record IsoBox(String type, long at, long content, long length) {
  /**
   * Reads a box's header.
   *
   * @param end where a box ends that says nothing of its length
   * @param what to call it, should it be cut short
   */
  static IsoBox at(FileBytes bytes, long at, long end, String what) throws DamagedFileException {
    long length = bytes.u32(at, what);
    String type = bytes.tag(at + 4, what);
    if (length == 1) {
      return new IsoBox(type, at, at + 16, bytes.i64(at + 8, what));
    }
    return new IsoBox(type, at, at + 8, length == 0 ? end - at : length);
  }

  /** Whether its length leaves out its own header. */
  boolean isTooShort() {
    return length < content - at;
  }

  /** Where it ends. */
  long end() {
    return at + length;
  }
}
