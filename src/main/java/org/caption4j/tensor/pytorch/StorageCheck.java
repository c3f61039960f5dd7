package org.caption4j.tensor.pytorch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.caption4j.BadInputException;

/** Compares a storage with its checksum, once, when the first of its tensors is wanted. */
final class StorageCheck {
  private final List<ByteBuffer> pieces;
  private final int expected;
  private boolean done;

  /**
   * @param expected CRC-32, or 0 for none
   */
  StorageCheck(List<ByteBuffer> pieces, int expected) {
    this.pieces = pieces;
    this.expected = expected;
    this.done = expected == 0;
  }

  /**
   * @param where the beginning of the message
   * @throws BadInputException if the bytes are others
   */
  synchronized void require(String where) throws BadInputException {
    if (!done) {
      CRC32 crc = new CRC32();
      pieces.forEach(piece -> crc.update(piece.duplicate()));
      if ((int) crc.getValue() != expected) {
        throw damaged(where);
      }
      done = true;
    }
  }

  /** Says that bytes are not those that were saved. */
  static BadInputException damaged(String where) {
    return new BadInputException(
        where + "damaged, its checksum (CRC-32) is another; copy or download it again");
  }
}
