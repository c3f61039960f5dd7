package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void everyTextIsKnownOnce() {
    Fingerprints texts = new Fingerprints();
    for (int k = 0; k < 20_000; k++) {
      assertThat(texts.add("photo " + k)).isTrue();
      assertThat(texts.contains("photo " + (k + 1))).isFalse();
    }
    for (int k = 0; k < 20_000; k++) {
      assertThat(texts.add("photo " + k)).isFalse();
      assertThat(texts.contains("photo " + k)).isTrue();
    }
    assertThat(texts.size()).isEqualTo(20_000);
    assertThat(texts.contains("")).isFalse();
  }
}
