package org.caption4j.image;

import java.util.List;

/**
 * A file that its format's {@link Structure} has let pass.
 *
 * @param size what its header says of the picture
 * @param bytes what a decoder may see: the file, or a copy that lacks what decoders stumble over
 * @param warnings what is wrong with it all the same, as ends of sentences that begin with the
 *     file's name
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record CheckedFile(Size size, byte[] bytes, List<String> warnings) {
  /** A file that is as it should be. */
  CheckedFile(Size size, byte[] bytes) {
    this(size, bytes, List.of());
  }
}
