package org.caption4j.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every number of every parameter against central differences, in double precision. */
class GradientTest {
  private static final int START = 0;
  private static final int END = 1;
  private static final double STEP = 1e-5;

  private static CaptionBatch batch(DecoderConfig config, DataType type) {
    Nd4j.getRandom().setSeed(11);
    INDArray images = Nd4j.randn(type, 4, config.imageSize());
    List<int[]> captions =
        List.of(new int[] {4, 4, 2, 6, 3}, new int[] {3, 4, 5}, new int[] {6}, new int[] {});
    return CaptionBatch.of(images, captions, START, END);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void everyParameterAgreesWithCentralDifferences(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 9);
    assertAgreement(config, DropoutRates.NONE, 0);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void sameUnderDropoutWithAFixedMask(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 9);
    assertAgreement(config, new DropoutRates(0.3, 0.4), 0);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void sameWithLabelSmoothing(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 9);
    assertAgreement(config, DropoutRates.NONE, 0.2);
  }

  private static void assertAgreement(
      DecoderConfig config, DropoutRates dropout, double labelSmoothing) {
    Parameters parameters = Parameters.random(config, DataType.DOUBLE, 1, 5);
    CaptionBatch batch = batch(config, DataType.DOUBLE);
    TeacherForcing forcing = new TeacherForcing(new Decoder(config, parameters), labelSmoothing);
    Parameters gradient = Parameters.zeros(config, DataType.DOUBLE);
    forcing.gradient(batch, dropout, 21, gradient);
    Parameters scratch = Parameters.zeros(config, DataType.DOUBLE);

    for (Map.Entry<String, INDArray> entry : parameters.views().entrySet()) {
      INDArray values = entry.getValue();
      INDArray analytic = gradient.get(entry.getKey());
      double largest = Math.max(analytic.amaxNumber().doubleValue(), 1e-12);
      for (long k = 0; k < values.length(); k++) {
        double value = values.getDouble(k);
        values.putScalar(k, value + STEP);
        double above = forcing.gradient(batch, dropout, 21, scratch);
        values.putScalar(k, value - STEP);
        double below = forcing.gradient(batch, dropout, 21, scratch);
        values.putScalar(k, value);
        double numeric = (above - below) / (2 * STEP) / batch.tokens();
        assertThat(Math.abs(numeric - analytic.getDouble(k)) / largest)
            .as("%s of %s, number %d", entry.getKey(), config.cell(), k)
            .isLessThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void everyNumberOfTheImageVectorsAgreesWithCentralDifferences(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 9);
    TeacherForcing forcing =
        new TeacherForcing(new Decoder(config, Parameters.random(config, DataType.DOUBLE, 1, 5)));
    DropoutRates dropout = new DropoutRates(0.3, 0.4);
    CaptionBatch batch = batch(config, DataType.DOUBLE);
    Parameters scratch = Parameters.zeros(config, DataType.DOUBLE);
    INDArray analytic = Nd4j.create(DataType.DOUBLE, 4, 9);
    forcing.gradient(batch, dropout, 21, scratch, analytic);
    double largest = analytic.amaxNumber().doubleValue();
    assertThat(largest).isPositive();
    for (long k = 0; k < analytic.length(); k++) {
      double value = batch.images().getDouble(k);
      batch.images().putScalar(k, value + STEP);
      double above = forcing.gradient(batch, dropout, 21, scratch);
      batch.images().putScalar(k, value - STEP);
      double below = forcing.gradient(batch, dropout, 21, scratch);
      batch.images().putScalar(k, value);
      double numeric = (above - below) / (2 * STEP) / batch.tokens();
      assertThat(Math.abs(numeric - analytic.getDouble(k)) / largest)
          .as("%s, number %d", cell, k)
          .isLessThan(1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void singlePrecisionFollowsDoublePrecision(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 40, 24, 32, 20);
    Parameters exact = Parameters.random(config, DataType.DOUBLE, 1, 5);
    Parameters single = Parameters.zeros(config, DataType.FLOAT);
    single.flat().assign(exact.flat());
    DropoutRates dropout = new DropoutRates(0.2, 0.5);
    Parameters exactGradient = Parameters.zeros(config, DataType.DOUBLE);
    Parameters singleGradient = Parameters.zeros(config, DataType.FLOAT);
    double exactLoss =
        new TeacherForcing(new Decoder(config, exact))
            .gradient(batch(config, DataType.DOUBLE), dropout, 3, exactGradient);
    double singleLoss =
        new TeacherForcing(new Decoder(config, single))
            .gradient(batch(config, DataType.DOUBLE), dropout, 3, singleGradient);
    assertThat(singleLoss).isCloseTo(exactLoss, org.assertj.core.data.Offset.offset(1e-4));
    for (String name : Parameters.shapes(config).keySet()) {
      INDArray expected = exactGradient.get(name);
      INDArray found = singleGradient.get(name).castTo(DataType.DOUBLE);
      assertThat(found.sub(expected).amaxNumber().doubleValue())
          .as(name)
          .isLessThan(2e-5 * expected.amaxNumber().doubleValue());
    }
  }

  @Test
  void theImageActsAtTheFirstStepOnly() {
    // An RNN without recurrence forgets everything after each step, so what it says later cannot
    // depend on the image.
    DecoderConfig config = new DecoderConfig(CellType.RNN, 7, 5, 6, 9);
    Parameters parameters = Parameters.random(config, DataType.DOUBLE, 1, 5);
    parameters.get(Parameters.RECURRENT).assign(0);
    Inference inference = new Inference(new Decoder(config, parameters));
    INDArray one = Nd4j.randn(DataType.DOUBLE, 1, 9);
    INDArray other = Nd4j.randn(DataType.DOUBLE, 1, 9);
    Inference.Step first = inference.begin(one, START);
    Inference.Step firstOther = inference.begin(other, START);
    assertThat(first.logProbabilities()).isNotEqualTo(firstOther.logProbabilities());
    Inference.Step second = inference.next(first.state(), new int[] {3});
    Inference.Step secondOther = inference.next(firstOther.state(), new int[] {3});
    assertThat(second.logProbabilities().toDoubleVector())
        .isEqualTo(secondOther.logProbabilities().toDoubleVector());
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void theImageGradientIsThatOfTheFirstStepAlone(CellType cell) {
    // dW_ih = v' dz_1 and db = sum of dz_t: with a single step the two agree for v = 1; with more,
    // the rest is missing.
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 1);
    Parameters parameters = Parameters.random(config, DataType.DOUBLE, 1, 5);
    TeacherForcing forcing = new TeacherForcing(new Decoder(config, parameters));
    Parameters gradient = Parameters.zeros(config, DataType.DOUBLE);
    INDArray one = Nd4j.ones(DataType.DOUBLE, 1, 1);

    forcing.gradient(
        CaptionBatch.of(one, List.of(new int[] {}), START, END), DropoutRates.NONE, 0, gradient);
    double single = distance(gradient);
    forcing.gradient(
        CaptionBatch.of(one, List.of(new int[] {3, 4}), START, END),
        DropoutRates.NONE,
        0,
        gradient);
    double several = distance(gradient);

    assertThat(single).isLessThan(1e-15);
    assertThat(several).isGreaterThan(1e-3);
  }

  private static double distance(Parameters gradient) {
    return gradient
        .get(Parameters.IMAGE)
        .sub(gradient.get(Parameters.BIAS))
        .amaxNumber()
        .doubleValue();
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void stepByStepSaysWhatTeacherForcingScores(CellType cell) {
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 6, 9);
    Decoder decoder = new Decoder(config, Parameters.random(config, DataType.DOUBLE, 1, 5));
    CaptionBatch batch = batch(config, DataType.DOUBLE);
    double loss = 0;
    Inference inference = new Inference(decoder);
    Inference.Step step = inference.begin(batch.images(), START);
    int at = 0;
    for (int t = 0; t < batch.steps(); t++) {
      for (int b = 0; b < batch.live()[t]; b++) {
        loss -= step.logProbabilities().getDouble(b, batch.targets()[at + b]);
      }
      at += batch.live()[t];
      if (t + 1 < batch.steps()) {
        int live = batch.live()[t + 1];
        List<INDArray> state =
            step.state().stream()
                .map(array -> array.get(NDArrayIndex.interval(0, live), NDArrayIndex.all()))
                .toList();
        step = inference.next(state, Arrays.copyOfRange(batch.inputs(), at, at + live));
      }
    }
    assertThat(new TeacherForcing(decoder).loss(batch))
        .isCloseTo(loss, org.assertj.core.data.Offset.offset(1e-10));
  }
}
