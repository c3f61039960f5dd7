package org.caption4j.image;

/** One of a JPEG's tables of codes (ITU-T T.81 annexes C and F.2.2.3). */
final class HuffmanCodes {
  private final int[] largest = new int[17];
  private final int[] offset = new int[17];
  private final int[] symbols;

  /**
   * @param at where the table's 16 counts lie, followed by its symbols
   */
  HuffmanCodes(FileBytes bytes, long at) throws DamagedFileException {
    String what = "a JPEG's Huffman table";
    int code = 0;
    int count = 0;
    for (int length = 1; length <= 16; length++) {
      int codes = bytes.u8(at + length - 1, what);
      offset[length] = count - code;
      code += codes;
      count += codes;
      largest[length] = codes == 0 ? -1 : code - 1;
      code <<= 1;
    }
    symbols = new int[count];
    for (int k = 0; k < count; k++) {
      symbols[k] = bytes.u8(at + 16 + k, what);
    }
  }

  /** How many bytes the table takes in the file. */
  int bytes() {
    return 16 + symbols.length;
  }

  /** Returns the next symbol, or -1 where the data ends or no code begins so. */
  int next(JpegBits bits) {
    int code = 0;
    for (int length = 1; length <= 16; length++) {
      int bit = bits.next();
      if (bit < 0) {
        return -1;
      }
      code = (code << 1) | bit;
      if (code <= largest[length]) {
        return symbols[offset[length] + code];
      }
    }
    return -1;
  }

  /** Appends the code of a symbol; returns false where it has none. */
  boolean write(int symbol, JpegBits.Writer writer) {
    for (int k = 0; k < symbols.length; k++) {
      if (symbols[k] == symbol) {
        int length = 1;
        while (largest[length] < 0 || offset[length] + largest[length] < k) {
          length++;
        }
        writer.write(k - offset[length], length);
        return true;
      }
    }
    return false;
  }
}
