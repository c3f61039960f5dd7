package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float wide = HalfFloat.toFloat((short) bits);
      short back = HalfFloat.fromFloat(wide);
      if (Float.isNaN(wide)) {
        assertThat(HalfFloat.toFloat(back)).isNaN();
      } else {
        assertThat(back).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void betweenTwoHalvesTheNearerIsTakenAndTiesGoToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = HalfFloat.toFloat((short) bits);
      float high = HalfFloat.toFloat((short) (bits + 1));
      float middle = (low + high) / 2; // exact: a float has 13 bits more
      int even = bits + (bits & 1);
      assertThat(HalfFloat.fromFloat(middle)).isEqualTo((short) even);
      assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfFloat.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
  }

  @Test
  void namedValues() {
    assertThat(HalfFloat.toFloat((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfFloat.toFloat((short) 0xc000)).isEqualTo(-2f);
    assertThat(HalfFloat.toFloat((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfFloat.fromFloat(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    assertThat(HalfFloat.brainFromFloat(1f)).isEqualTo((short) 0x3f80);
    assertThat(HalfFloat.brainFromFloat(0x1.01p0f)).isEqualTo((short) 0x3f80);
    assertThat(HalfFloat.brainFromFloat(0x1.03p0f)).isEqualTo((short) 0x3f82);
  }
}
