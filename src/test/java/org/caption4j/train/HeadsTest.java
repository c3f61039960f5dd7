package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HeadsTest {
  private static final int BATCH = 3;
  private static final int DIMENSION = 7;
  private static final float STEP = 1e-2f;

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void gradientsAgreeWithCentralDifferences() throws Exception {
    Random random = new Random(2);
    Opinions opinions =
        new Opinions(
            numbers(random, BATCH * QuarterTeacher.FEATURES),
            numbers(random, BATCH * QuarterTeacher.CLASSES));
    DistillationLoss loss = new DistillationLoss(0.7, 1.9, 2);
    try (Heads heads = new Heads(Optional.empty(), loss, DIMENSION, new QuarterTeacher(), BATCH);
        INDArray vectors = Nd4j.createFromArray(numbers(random, BATCH * DIMENSION));
        INDArray gradient = Nd4j.create(DataType.FLOAT, BATCH, DIMENSION);
        INDArray ignored = Nd4j.create(DataType.FLOAT, BATCH, DIMENSION)) {
      INDArray rows = vectors.reshape(BATCH, DIMENSION);
      heads.measureIn(Measure.of(opinions, BATCH, 2).units());
      heads.say(Measure.of(opinions, BATCH, 2));
      INDArray weights = heads.weights().weights().flat();
      try (INDArray start = Nd4j.createFromArray(numbers(random, (int) weights.length()))) {
        weights.addi(start);
      }
      heads.backward(rows, opinions, gradient);
      try (INDArray weightGradient = heads.weights().gradient().flat().dup()) {
        for (int k = 0; k < vectors.length(); k++) {
          check(heads, rows, opinions, ignored, vectors, k, gradient.getFloat(k));
        }
        for (int k = 0; k < weights.length(); k++) {
          check(heads, rows, opinions, ignored, weights, k, weightGradient.getFloat(k));
        }
      }
    }
  }

  private static void check(
      Heads heads,
      INDArray rows,
      Opinions opinions,
      INDArray ignored,
      INDArray moved,
      int k,
      double expected) {
    float value = moved.getFloat(k);
    moved.putScalar(k, value + STEP);
    double above = heads.backward(rows, opinions, ignored).total();
    moved.putScalar(k, value - STEP);
    double below = heads.backward(rows, opinions, ignored).total();
    moved.putScalar(k, value);
    assertThat((above - below) / (2 * STEP))
        .as("number %d", k)
        .isCloseTo(expected, within(2e-3 + 2e-3 * Math.abs(expected)));
  }

  @Test
  void theMeanHasALossOfOne() throws Exception {
    Random random = new Random(3);
    Opinions opinions =
        new Opinions(
            numbers(random, BATCH * QuarterTeacher.FEATURES),
            numbers(random, BATCH * QuarterTeacher.CLASSES));
    try (Heads heads =
            new Heads(
                Optional.empty(),
                new DistillationLoss(1, 1, 3),
                DIMENSION,
                new QuarterTeacher(),
                BATCH);
        INDArray vectors = Nd4j.ones(DataType.FLOAT, BATCH, DIMENSION);
        INDArray gradient = Nd4j.create(DataType.FLOAT, BATCH, DIMENSION)) {
      heads.measureIn(Measure.of(opinions, BATCH, 3).units());
      heads.say(Measure.of(opinions, BATCH, 3));
      Heads.Losses losses = heads.backward(vectors, opinions, gradient);
      assertThat(losses.features()).isCloseTo(1, within(1e-5));
      assertThat(losses.logits()).isCloseTo(1, within(1e-5));
      assertThat(losses.total()).isCloseTo(2, within(1e-5));
    }
  }
}
