package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingTest {
  private static final Offset<Float> EXACT = within(1e-5f);

  /** 2x2: (10, 20, 30) (40, 50, 60) above (70, 80, 90) (100, 110, 120). */
  private static final Photo TWO_BY_TWO =
      new Photo("2x2", 2, 2, new byte[] {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120});

  static List<Preprocessing> all() {
    return List.of(
        Preprocessing.torchvision(224, 256),
        Preprocessing.kerasVgg(224),
        Preprocessing.mobileNet(160),
        Preprocessing.kerasVgg(224).withFit(Fit.CROP, 256));
  }

  @Test
  void torchvisionFormula() {
    float[] values = Preprocessing.torchvision(2, 2).apply(TWO_BY_TWO);
    assertThat(values).hasSize(12);
    assertThat(values[0]).isCloseTo((10 / 255f - 0.485f) / 0.229f, EXACT);
    assertThat(values[3]).isCloseTo((100 / 255f - 0.485f) / 0.229f, EXACT);
    assertThat(values[4]).isCloseTo((20 / 255f - 0.456f) / 0.224f, EXACT);
    assertThat(values[11]).isCloseTo((120 / 255f - 0.406f) / 0.225f, EXACT);
  }

  @Test
  void kerasVggIsBlueFirst() {
    float[] values = Preprocessing.kerasVgg(2).apply(TWO_BY_TWO);
    assertThat(values[0]).isCloseTo(30 - 103.939f, EXACT);
    assertThat(values[5]).isCloseTo(50 - 116.779f, EXACT);
    assertThat(values[8]).isCloseTo(10 - 123.68f, EXACT);
  }

  @Test
  void mobileNetIsMinusOneToOne() {
    byte[] rgb = {0, (byte) 255, (byte) 128};
    float[] values = Preprocessing.mobileNet(1).apply(new Photo("1x1", 1, 1, rgb));
    assertThat(values[0]).isEqualTo(-1f);
    assertThat(values[1]).isEqualTo(1f);
    assertThat(values[2]).isCloseTo(128 / 127.5f - 1, EXACT);
  }

  @Test
  void shrinkingAveragesAreas() {
    float[] values = plain(1, 1, Fit.SQUASH, 0).apply(TWO_BY_TWO);
    assertThat(values).containsExactly(55, 65, 75);
  }

  @Test
  void enlargingInterpolates() {
    byte[] rgb = {0, 0, 0, 100, 100, 100};
    float[] values = plain(4, 1, Fit.SQUASH, 0).apply(new Photo("2x1", 2, 1, rgb));
    assertThat(List.of(values[0], values[1], values[2], values[3]))
        .containsExactly(0f, 25f, 75f, 100f);
  }

  @Test
  void oneSideMayShrinkWhileTheOtherGrows() {
    // two columns 0 and 100 of four rows each, the lower two rows 40 brighter
    byte[] rgb = new byte[2 * 4 * 3];
    for (int i = 0; i < 8; i++) {
      byte value = (byte) (100 * (i % 2) + (i / 2 >= 2 ? 40 : 0));
      rgb[3 * i] = value;
      rgb[3 * i + 1] = value;
      rgb[3 * i + 2] = value;
    }
    float[] values = plain(4, 1, Fit.SQUASH, 0).apply(new Photo("2x4", 2, 4, rgb));
    assertThat(List.of(values[0], values[1], values[2], values[3]))
        .containsExactly(20f, 45f, 95f, 120f);
  }

  @Test
  void cropTakesTheCentreOfTheLongSide() {
    byte[] rgb = new byte[3 * 6 * 2];
    for (int i = 0; i < 12; i++) {
      rgb[3 * i] = (byte) (10 * (i % 6));
    }
    Photo photo = new Photo("6x2", 6, 2, rgb);
    float[] values = plain(2, 2, Fit.CROP, 2).apply(photo);
    assertThat(List.of(values[0], values[1], values[2], values[3]))
        .containsExactly(20f, 30f, 20f, 30f);
    assertThat(plain(1, 1, Fit.CROP, 1).apply(photo)[0]).isEqualTo(25f);
  }

  @Test
  void fittedPhotoBecomesTheSameNumbers() {
    byte[] rgb = new byte[3 * 5 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (7 * i);
    }
    Photo photo = new Photo("5x3", 5, 3, rgb);
    Preprocessing preprocessing = plain(4, 2, Fit.SQUASH, 0);
    Photo fitted = preprocessing.fit(photo);
    assertThat(List.of(fitted.width(), fitted.height())).containsExactly(4, 2);
    assertThat(preprocessing.apply(fitted)).isEqualTo(preprocessing.apply(photo));
  }

  @Test
  void extremeShapesStaySmall() {
    Photo line = new Photo("line", 100_000, 1, new byte[300_000]);
    assertThat(Preprocessing.torchvision(224, 256).apply(line)).hasSize(3 * 224 * 224);
  }

  @Test
  void writesIntoABatch() {
    Preprocessing preprocessing = plain(2, 2, Fit.SQUASH, 0);
    float[] batch = new float[24];
    preprocessing.apply(TWO_BY_TWO, batch, 12);
    assertThat(batch[11]).isZero();
    assertThat(batch[12]).isEqualTo(10);
    assertThat(batch[23]).isEqualTo(120);
    FloatBuffer buffer = FloatBuffer.allocate(24);
    preprocessing.apply(TWO_BY_TWO, buffer, 12);
    assertThat(buffer.array()).isEqualTo(batch);
    assertThat(buffer.position()).isZero();
    assertThatThrownBy(() -> preprocessing.apply(TWO_BY_TWO, batch, 13))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void jsonRoundTrip(Preprocessing preprocessing) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode node = json.valueToTree(preprocessing);
    assertThat(node.properties())
        .extracting(e -> e.getKey())
        .containsExactly(
            "width", "height", "fit", "shortSide", "channelOrder", "range", "mean", "std");
    node.put("fieldOfTheFuture", 7);
    Preprocessing read = json.readValue(node.toString(), Preprocessing.class);
    assertThat(read).isEqualTo(preprocessing).hasSameHashCodeAs(preprocessing);
    assertThat(read.fingerprint()).isEqualTo(preprocessing.fingerprint());
  }

  @Test
  void fingerprintsTellPreprocessingsApart() {
    assertThat(all()).extracting(Preprocessing::fingerprint).doesNotHaveDuplicates();
    assertThat(Preprocessing.kerasVgg(224).fingerprint()).matches("[0-9a-f]{16}");
  }

  @Test
  void errorsSayExpectedAndFound() {
    assertThatThrownBy(() -> Preprocessing.torchvision(224, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("preprocessing: expected a shortSide of 224 to 4096 but found 200");
    List<Float> three = List.of(1f, 1f, 1f);
    assertThatThrownBy(
            () -> new Preprocessing(2, 2, Fit.SQUASH, 0, ChannelOrder.RGB, 1, List.of(1f), three))
        .hasMessageContaining("expected mean of three finite numbers but found [1.0]");
    assertThatThrownBy(() -> new ObjectMapper().readValue("{}", Preprocessing.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected fit SQUASH or CROP but found null");
  }

  /** The pixels themselves. */
  private static Preprocessing plain(int width, int height, Fit fit, int shortSide) {
    List<Float> zero = List.of(0f, 0f, 0f);
    List<Float> one = List.of(1f, 1f, 1f);
    return new Preprocessing(width, height, fit, shortSide, ChannelOrder.RGB, 1, zero, one);
  }
}
