package org.caption4j.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** CRC-32 of numbers as files have them: float32, little-endian, one behind the other. */
public final class NumbersChecksum {
  private static final int CHUNK = 1 << 16;

  private final CRC32 crc = new CRC32();

  /** Adds the next numbers. */
  public void add(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    crc.update(bytes);
  }

  /**
   * Adds the next numbers.
   *
   * @param numbers float32, {@link FloatBuffers#isDense dense}
   */
  public void add(INDArray numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    if (numbers.dataType() != DataType.FLOAT || !FloatBuffers.isDense(numbers)) {
      throw new IllegalArgumentException(
          "expected a dense FLOAT array but found " + numbers.shapeInfoToString());
    }
    BytePointer pointer = new BytePointer(numbers.data().pointer());
    long first = pointer.position();
    long length = numbers.length() * Float.BYTES;
    byte[] chunk = new byte[CHUNK];
    for (long at = 0; at < length; at += CHUNK) {
      int count = (int) Math.min(CHUNK, length - at);
      pointer.position(first + at).get(chunk, 0, count);
      crc.update(chunk, 0, count);
    }
  }

  /** Returns the checksum of all numbers so far, 8 hexadecimal digits. */
  public String text() {
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
