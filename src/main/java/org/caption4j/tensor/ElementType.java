package org.caption4j.tensor;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/** How one number is stored in a safetensors file. The names are those of the format. */
public enum ElementType {
  /** IEEE 754 double precision. */
  F64(8, DataType.DOUBLE),
  /** IEEE 754 single precision. */
  F32(4, DataType.FLOAT),
  /** IEEE 754 half precision. */
  F16(2, DataType.FLOAT16),
  /** The upper half of an {@link #F32}. */
  BF16(2, DataType.FLOAT16),
  /** Signed, 64 bits. */
  I64(8, DataType.INT64),
  /** Signed, 32 bits. */
  I32(4, DataType.INT32);

  private final int bytes;
  private final DataType own;

  ElementType(int bytes, DataType own) {
    this.bytes = bytes;
    this.own = own;
  }

  /** Returns how an array's own numbers would be stored, or empty for text, booleans and such. */
  static Optional<ElementType> of(DataType type) {
    return Arrays.stream(values()).filter(each -> each.own == type).findFirst();
  }

  /** Returns the type that arrays have in memory: halves are computed with as FLOAT. */
  DataType heldAs() {
    return isHalf() ? DataType.FLOAT : own;
  }

  boolean isHalf() {
    return this == F16 || this == BF16;
  }

  /** Returns the bytes that one number takes. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether this is one of the floating point types. */
  public boolean isFloating() {
    return this != I64 && this != I32;
  }
}
