package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.NetworkInput;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.WeightSource;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link CompactNetwork} while it learns from a teacher. */
final class Student implements AutoCloseable {
  /** Steps in which new heads learn what a student says that has learned before. */
  private static final int HEADS_ALONE = 300;

  private final DistillationSettings settings;
  private final CompactNetwork network;
  private final int batch;
  private final boolean experienced;
  private final boolean newHeads;
  private final AveragedWeights weights;
  private final Heads heads;
  private final PhotoEncoder averaged;
  private final Network averagedNetwork;
  private final INDArray vectorGradient;
  private Preprocessing preprocessing;
  private NetworkGradient chain;

  /**
   * Makes a student.
   *
   * @param network its form
   * @param start weights of an earlier training, or empty for a student that knows nothing
   * @param startHeads the heads of that training, or empty to learn them anew
   * @param settings how it learns
   * @param teacher what it is to say
   * @param batch photos a step
   * @throws org.caption4j.BadInputException if the weights are those of another network
   */
  Student(
      CompactNetwork network,
      Optional<Path> start,
      Optional<Path> startHeads,
      DistillationSettings settings,
      Teacher teacher,
      int batch)
      throws IOException {
    this.settings = settings;
    this.network = network;
    this.batch = batch;
    this.experienced = start.isPresent();
    this.newHeads = startHeads.isEmpty();
    try (WeightSource first =
        experienced ? CompactNetwork.weights(start.get()) : new RandomWeights(settings.seed())) {
      weights = new AveragedWeights(network.network(first));
    }
    NetworkEncoder encoder = network.encoder(weights.average(), network.preprocessing());
    averagedNetwork = encoder.network();
    averaged = new PhotoEncoder(encoder);
    open(network.preprocessing());
    int dimension = averaged.encoder().dimension();
    heads = new Heads(startHeads, settings.loss(), dimension, teacher, batch);
    vectorGradient = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, dimension);
  }

  private void open(Preprocessing newPreprocessing) throws IOException {
    preprocessing = newPreprocessing;
    chain =
        new NetworkGradient(
            network.network(weights.weights()),
            weights.gradient(),
            batch,
            preprocessing.height(),
            preprocessing.width(),
            3);
  }

  /** Learns from photos of another size from now on. */
  void look(Preprocessing newPreprocessing) throws IOException {
    if (!newPreprocessing.equals(preprocessing)) {
      chain.close();
      open(newPreprocessing);
    }
  }

  /**
   * Begins: fits random weights to photos, see {@link NetworkGradient#calibrate}, and takes the
   * teacher's measure.
   *
   * @param lessons some, of a batch each
   */
  void begin(List<Lesson> lessons) {
    if (!experienced) {
      try (INDArray first = photos(lessons.get(0))) {
        chain.calibrate(first);
      }
    }
    List<Opinions> opinions = lessons.stream().map(Lesson::opinions).toList();
    int photos = batch * lessons.size();
    Measure measure =
        Measure.of(Opinions.together(opinions), photos, settings.loss().temperature());
    heads.measureIn(measure.units());
    if (newHeads) {
      heads.say(measure);
    }
  }

  /**
   * Learns.
   *
   * @param lesson a batch
   * @param pace the share of the learning rates to go by
   * @return the loss before the step
   */
  Heads.Losses step(Lesson lesson, double pace) {
    double rate = pace * settings.learningRate();
    double kernelRate = pace * settings.kernelRate();
    try (INDArray photos = photos(lesson)) {
      Heads.Losses losses =
          heads.backward(chain.forward(photos), lesson.opinions(), vectorGradient);
      if (experienced && newHeads && steps() < HEADS_ALONE) {
        rate = settings.learningRate();
      } else {
        chain.backward(vectorGradient);
        weights.step(rate, kernelRate, settings.weightDecay(), settings.inertia());
      }
      heads.weights().step(rate, kernelRate, settings.weightDecay(), settings.inertia());
      return losses;
    }
  }

  private INDArray photos(Lesson lesson) {
    return NetworkInput.of(lesson.pixels(), preprocessing);
  }

  /** Returns how many steps were taken. */
  int steps() {
    return heads.weights().steps();
  }

  /** Compares what the averaged weights say of whole photos with what the teacher says. */
  Agreement agreement(TaughtPhotos taught) {
    averagedNetwork.weightsChanged();
    return taught.agreement(averaged, heads.averaged());
  }

  /**
   * Writes the averaged weights in half precision, as {@link CompactNetwork#open} reads them, and
   * the heads.
   *
   * @param encoder file of the network's weights
   * @param headFile file of the heads'
   * @param metadata what to say about them
   * @throws IOException if one cannot be written
   */
  void write(Path encoder, Path headFile, Map<String, String> metadata) throws IOException {
    SafeTensorsWriter.write(encoder, weights.average().views(), metadata, ElementType.F16);
    heads.write(headFile, metadata);
  }

  AveragedWeights weights() {
    return weights;
  }

  Heads heads() {
    return heads;
  }

  @Override
  public void close() {
    chain.close();
    heads.close();
    vectorGradient.close();
    averaged.close();
    weights.close();
  }
}
