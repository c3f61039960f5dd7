package org.caption4j.tensor.keras;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.util.Optional;
import org.caption4j.tensor.ElementType;

/**
 * How the numbers of a dataset are written.
 *
 * @param type what each number is
 * @param order the order of its bytes
 */
record NumberFormat(ElementType type, ByteOrder order) {
  /** Returns the format, or empty where there is no {@link ElementType} for it. */
  static Optional<NumberFormat> of(DataType stored) {
    if (stored instanceof FloatingPoint number) {
      return floating(number).map(type -> new NumberFormat(type, number.getByteOrder()));
    }
    if (stored instanceof FixedPoint number) {
      return whole(number).map(type -> new NumberFormat(type, number.getByteOrder()));
    }
    return Optional.empty();
  }

  /** HDF5 can describe any split into sign, exponent and fraction; these three are IEEE 754's. */
  private static Optional<ElementType> floating(FloatingPoint number) {
    if (isSplit(number, 2, 5, 10)) {
      return Optional.of(ElementType.F16);
    }
    if (isSplit(number, 4, 8, 23)) {
      return Optional.of(ElementType.F32);
    }
    return isSplit(number, 8, 11, 52) ? Optional.of(ElementType.F64) : Optional.empty();
  }

  private static boolean isSplit(FloatingPoint number, int bytes, int exponent, int fraction) {
    return number.getSize() == bytes
        && number.getBitOffset() == 0
        && number.getSignLocation() == exponent + fraction
        && number.getExponentLocation() == fraction
        && number.getExponentSize() == exponent
        && number.getExponentBias() == (1 << (exponent - 1)) - 1
        && number.getMantissaLocation() == 0
        && number.getMantissaSize() == fraction;
  }

  private static Optional<ElementType> whole(FixedPoint number) {
    int bytes = number.getSize();
    if (!number.isSigned()
        || number.getBitOffset() != 0
        || number.getBitPrecision() != bytes * Byte.SIZE) {
      return Optional.empty();
    }
    return switch (bytes) {
      case 4 -> Optional.of(ElementType.I32);
      case 8 -> Optional.of(ElementType.I64);
      default -> Optional.empty();
    };
  }
}
