package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.Dense;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.caption4j.tensor.SoftTargets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link HeadNetwork} in training: it is trained along, and is no part of the encoder. */
final class Heads implements AutoCloseable {
  private final DistillationLoss loss;
  private final int classes;
  private final AveragedWeights weights;
  private final HeadNetwork averaged;
  private final List<Head> heads = new ArrayList<>();
  private Measure.Units units;

  /**
   * Makes heads.
   *
   * @param start weights that {@link #write} wrote, or empty for heads that say nothing
   * @param loss what counts how much
   * @param dimension d of the student's vectors
   * @param teacher what it says
   * @param batch photos a step
   * @throws org.caption4j.BadInputException if the weights are of another teacher or student
   */
  Heads(Optional<Path> start, DistillationLoss loss, int dimension, Teacher teacher, int batch)
      throws IOException {
    this.loss = loss;
    this.classes = teacher.classCount();
    try (WeightSource first =
        start.isPresent() ? CompactNetwork.weights(start.get()) : new RandomWeights(0)) {
      weights = new AveragedWeights(HeadNetwork.of(first, dimension, teacher).network());
    }
    if (start.isEmpty()) {
      weights.weights().flat().assign(0);
    }
    averaged = HeadNetwork.of(weights.average(), dimension, teacher);
    for (Dense layer : HeadNetwork.of(weights.weights(), dimension, teacher).layers()) {
      heads.add(new Head(layer, weights.gradient(), batch));
    }
  }

  /** What a batch's loss consists of, each part as {@link DistillationLoss} measures it. */
  record Losses(double total, double features, double logits) {}

  /**
   * Sets what losses are measured in.
   *
   * @param newUnits of the teacher's opinions
   */
  void measureIn(Measure.Units newUnits) {
    units = newUnits;
  }

  Measure.Units units() {
    return units;
  }

  /** Says a teacher's mean opinions from now on. */
  void say(Measure measure) {
    set(HeadNetwork.FEATURES, measure.features());
    if (classes > 0) {
      set(HeadNetwork.LOGITS, measure.logits());
    }
  }

  private void set(String head, float[] bias) {
    try (INDArray values = Nd4j.createFromArray(bias)) {
      weights.weights().bias(head).assign(values);
    }
  }

  /**
   * Computes the loss of a batch, its gradient with the vectors, and with the heads.
   *
   * @param vectors [n, d], the student's
   * @param opinions the teacher's
   * @param vectorGradient [n, d], overwritten
   */
  Losses backward(INDArray vectors, Opinions opinions, INDArray vectorGradient) {
    double features = features(vectors, opinions, vectorGradient);
    double logits = classes > 0 ? logits(vectors, opinions, vectorGradient) : 0;
    double total = loss.featureWeight() * features + loss.logitWeight() * logits;
    return new Losses(total, features, logits);
  }

  private double features(INDArray vectors, Opinions opinions, INDArray vectorGradient) {
    double unit = vectors.size(0) * units.variance();
    try (INDArray said = Nd4j.createFromArray(opinions.features())) {
      INDArray difference = heads.get(0).forward(vectors).subi(said.reshape(vectors.size(0), -1));
      double norm = difference.norm2Number().doubleValue();
      difference.muli(2 * loss.featureWeight() / unit);
      vectorGradient.assign(heads.get(0).backward(vectors, difference));
      return norm * norm / unit;
    }
  }

  private double logits(INDArray vectors, Opinions opinions, INDArray vectorGradient) {
    double unit = vectors.size(0) * units.divergence();
    try (INDArray said = Nd4j.createFromArray(opinions.logits())) {
      INDArray own = heads.get(1).forward(vectors);
      double divergence =
          SoftTargets.divergence(
              own,
              said.reshape(vectors.size(0), -1),
              loss.temperature(),
              loss.logitWeight() / unit);
      vectorGradient.addi(heads.get(1).backward(vectors, own));
      return divergence / unit;
    }
  }

  /** Returns the weights, to be moved after {@link #backward}. */
  AveragedWeights weights() {
    return weights;
  }

  /** Returns the heads with the averaged weights, as they stand. */
  HeadNetwork averaged() {
    return averaged;
  }

  /**
   * Writes the averaged weights in half precision: {@code features/W} [d, m], {@code features/b}
   * [m], and {@code logits} likewise.
   */
  void write(Path file, Map<String, String> metadata) throws IOException {
    SafeTensorsWriter.write(file, weights.average().views(), metadata, ElementType.F16);
  }

  @Override
  public void close() {
    heads.forEach(Head::close);
    weights.close();
  }
}
