package org.caption4j.tensor.pytorch;

import java.util.Arrays;
import java.util.Optional;
import org.caption4j.tensor.ElementType;

/** The classes of PyTorch's storages: what numbers they hold. */
enum StorageClass {
  DOUBLE("DoubleStorage", 8, ElementType.F64),
  FLOAT("FloatStorage", 4, ElementType.F32),
  HALF("HalfStorage", 2, ElementType.F16),
  BFLOAT16("BFloat16Storage", 2, ElementType.BF16),
  LONG("LongStorage", 8, ElementType.I64),
  INT("IntStorage", 4, ElementType.I32),
  // those below are stepped over
  SHORT("ShortStorage", 2, null),
  CHAR("CharStorage", 1, null),
  BYTE("ByteStorage", 1, null),
  BOOL("BoolStorage", 1, null),
  COMPLEX_FLOAT("ComplexFloatStorage", 8, null),
  COMPLEX_DOUBLE("ComplexDoubleStorage", 16, null),
  QINT8("QInt8Storage", 1, null),
  QUINT8("QUInt8Storage", 1, null),
  QINT32("QInt32Storage", 4, null);

  private final String pythonName;
  private final int bytes;
  private final ElementType type;

  StorageClass(String name, int bytes, ElementType type) {
    this.pythonName = "torch." + name;
    this.bytes = bytes;
    this.type = type;
  }

  /** Returns the class of a dotted Python name, or empty if there is none. */
  static Optional<StorageClass> named(String pythonName) {
    return Arrays.stream(values()).filter(each -> each.pythonName.equals(pythonName)).findFirst();
  }

  /** Returns the bytes that one number takes. */
  int bytes() {
    return bytes;
  }

  /** Returns how numbers are stored, or empty if such numbers are not read. */
  Optional<ElementType> type() {
    return Optional.ofNullable(type);
  }

  @Override
  public String toString() {
    return pythonName;
  }
}
