package org.caption4j.tensor;

/** IEEE 754 half precision to single precision and back; JDK 17 has no such methods of its own. */
final class HalfFloat {
  private static final float SUBNORMAL_STEP = 0x1p-24f;

  private HalfFloat() {}

  /** Widens without loss; a NaN keeps its payload. */
  static float toFloat(short half) {
    int bits = half & 0xffff;
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL_STEP;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }

  /** Rounds to the nearest half, ties to even; from 65520 on the result is infinite. */
  static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      // exact scaling, so rint rounds once; a carry into the smallest normal number is right too
      return (short) (sign | (int) Math.rint(magnitude / (double) SUBNORMAL_STEP));
    }
    int rebased = (bits & 0x7fffffff) - (112 << 23);
    int odd = (rebased >> 13) & 1;
    return (short) (sign | ((rebased + 0xfff + odd) >> 13));
  }

  /** Rounds to the nearest bfloat16, ties to even. */
  static short brainFromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
