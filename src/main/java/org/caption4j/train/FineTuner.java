package org.caption4j.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.caption4j.BadInputException;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.NetworkInput;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.MovingAverage;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a decoder and layers of its encoder together, on photos, until validation no longer
 * improves.
 *
 * <p>Each step takes photos, cropped, mirrored and coloured anew, and all their captions. Order,
 * changes and dropout are functions of seed, epoch and step alone, so that a run resumed after any
 * epoch gives the numbers of an uninterrupted one.
 */
final class FineTuner implements AutoCloseable {
  private static final int CHANNELS = 3;

  private final TrainingSettings settings;
  private final EncoderTraining tuning;
  private final Preprocessing preprocessing;
  private final Preprocessing shown;
  private final Decoder decoder;
  private final int photosAStep;
  private final FlatWeights weights;
  private final LayerRates rates;
  private final FlatWeights averagedWeights;
  private final FlatWeights gradient;
  private final Network network;
  private final Network averagedNetwork;
  private final Decoder averagedDecoder;
  private final EncoderGradient chain;
  private final JointGradient joint;
  private final Parameters decoderGradient;
  private final Optimizer optimizer;
  private final Optimizer encoderOptimizer;
  private final TrainingHistory history;
  private final Set<String> toldOf = new HashSet<>();

  /**
   * @param settings how to train
   * @param tuning what to train of the encoder
   * @param encoder whose weights are copied where they are trained, and read where not; stays open
   *     as long as this
   * @param decoder trained in place
   * @param photosAStep photos a step
   * @throws IllegalArgumentException if the encoder has fewer layers, or one that cannot be trained
   */
  FineTuner(
      TrainingSettings settings,
      EncoderTraining tuning,
      NetworkEncoder encoder,
      Decoder decoder,
      int photosAStep) {
    this.settings = settings;
    this.history = new TrainingHistory(settings.criterion());
    this.tuning = tuning;
    this.preprocessing = encoder.preprocessing();
    this.shown = shown(preprocessing, tuning);
    this.decoder = decoder;
    this.photosAStep = photosAStep;
    List<WeightedNode> layers =
        tuning.layers() == EncoderTraining.ALL
            ? encoder.network().weightedNodes()
            : WeightLayers.last(encoder.network(), tuning.layers());
    weights = FlatWeights.of(layers, DataType.FLOAT);
    rates = LayerRates.of(layers, weights, tuning.firstLayerFactor());
    network = weights.in(encoder.network());
    averagedWeights = FlatWeights.of(layers, DataType.FLOAT);
    averagedNetwork = averagedWeights.in(encoder.network());
    averagedDecoder = new Decoder(decoder.config(), decoder.parameters().copy(decoder.config()));
    gradient = FlatWeights.zeros(layers, DataType.FLOAT);
    chain =
        EncoderGradient.of(
            network,
            gradient,
            StochasticDepth.of(network, tuning.dropPath()),
            photosAStep,
            shown.height(),
            shown.width(),
            CHANNELS);
    joint = new JointGradient(chain, decoder, settings.labelSmoothing());
    decoderGradient = Parameters.zeros(decoder.config(), DataType.FLOAT);
    optimizer = new Optimizer(decoder.parameters().flat(), settings.weightDecay());
    encoderOptimizer = new Optimizer(weights.flat(), settings.weightDecay());
  }

  private static Preprocessing shown(Preprocessing preprocessing, EncoderTraining tuning) {
    int size = tuning.photoSize();
    return size == 0 ? preprocessing : preprocessing.withSize(size, size);
  }

  /** Saves what an epoch gave. */
  @FunctionalInterface
  interface EpochStore {
    /**
     * @param best whether it is better than all earlier epochs by the settings' criterion
     * @throws IOException if it cannot be saved
     */
    void save(boolean best) throws IOException;
  }

  /**
   * Trains up to the last epoch of the settings, or until the patience is at its end.
   *
   * @param train photos to learn from, at least as many as a step takes
   * @param validation data sets to choose the best epoch by, photos seen whole: the mean of their
   *     figures counts
   * @param store called after each epoch
   * @param listener told of each step and epoch
   * @param skipped told once of each photo that cannot be read
   * @throws BadInputException if no validation photo can be read
   * @throws IOException if the store cannot save
   */
  void run(
      CaptionedPhotos train,
      List<ValidationPhotos> validation,
      EpochStore store,
      TrainingListener listener,
      Consumer<BadInputException> skipped)
      throws IOException {
    Consumer<BadInputException> once =
        fault -> {
          if (toldOf.add(fault.getMessage())) {
            skipped.accept(fault);
          }
        };
    while (!history.isOver(settings)) {
      int epoch = history.next();
      EpochFigures figures = epoch(epoch, train, validation, listener, once);
      boolean best = history.add(figures);
      store.save(best);
      listener.epochDone(figures, best);
    }
  }

  private EpochFigures epoch(
      int epoch,
      CaptionedPhotos train,
      List<ValidationPhotos> validation,
      TrainingListener listener,
      Consumer<BadInputException> skipped)
      throws IOException {
    long started = System.nanoTime();
    double loss = 0;
    double norms = 0;
    long tokens = 0;
    int captions = 0;
    int taken = 0;
    List<int[]> batches = train.shuffled(photosAStep, Seeds.of(settings.seed(), epoch, 0));
    listener.epochStarted(epoch, settings.epochs(), train.captionCount(batches));
    PhotoSteps steps = new PhotoSteps(train, shown, batches, Seeds.of(settings.seed(), epoch, 0));
    for (int k = 1; steps.hasNext(); k++) {
      Lesson lesson = Lesson.of(steps.next(), train, skipped);
      if (lesson.captions().isEmpty()) {
        continue;
      }
      loss += gradient(lesson, Seeds.of(settings.seed(), epoch, k));
      norms += move(epoch, (double) k / batches.size());
      tokens += lesson.tokens();
      captions += lesson.captions().size();
      taken++;
      listener.batchDone(captions, loss / tokens);
    }
    if (taken == 0) {
      throw new BadInputException("expected training photos but found none that can be read");
    }
    double trained = (System.nanoTime() - started) * 1e-9;
    EpochFigures.Training training =
        new EpochFigures.Training(
            settings.learningRate(epoch), loss / tokens, norms / taken, captions / trained);
    List<SetFigures> judged = new ArrayList<>();
    for (ValidationPhotos photos : validation) {
      judged.add(figures(photos, skipped));
    }
    return EpochFigures.of(epoch, training, judged, (System.nanoTime() - started) * 1e-9);
  }

  /**
   * What a step learns from.
   *
   * @param pixels [n][3][height][width], flat
   * @param captions of the photos that can be read
   * @param rows for each caption its photo, in [0, n)
   */
  private record Lesson(float[] pixels, List<int[]> captions, int[] rows) {
    static Lesson of(
        PhotoSteps.Step step, CaptionedPhotos photos, Consumer<BadInputException> skipped) {
      List<int[]> captions = new ArrayList<>();
      List<Integer> rows = new ArrayList<>();
      for (int k = 0; k < step.numbers().length; k++) {
        if (step.faults()[k] != null) {
          skipped.accept(step.faults()[k]);
          continue;
        }
        for (int[] caption : photos.captions().get(step.numbers()[k])) {
          captions.add(caption);
          rows.add(k);
        }
      }
      return new Lesson(
          step.pixels(), captions, rows.stream().mapToInt(Integer::intValue).toArray());
    }

    /** With an END each. */
    long tokens() {
      return captions.stream().mapToLong(caption -> caption.length + 1L).sum();
    }
  }

  private double gradient(Lesson lesson, long seed) {
    try (INDArray photos = NetworkInput.of(lesson.pixels(), shown)) {
      return joint.gradient(
          photos,
          lesson.captions(),
          lesson.rows(),
          new DropoutRates(settings.embeddingDropout(), settings.outputDropout()),
          seed,
          decoderGradient);
    }
  }

  /** Each part's gradient is clipped by itself: their rates differ, too. */
  private double move(int epoch, double share) {
    encoderOptimizer.step(
        weights.flat(),
        gradient.flat(),
        tuning.rate(settings, epoch, share),
        rates,
        settings.clipNorm());
    double norm =
        optimizer.step(
            decoder.parameters().flat(),
            decoderGradient.flat(),
            settings.learningRate(epoch),
            settings.clipNorm());
    int steps = optimizer.iteration() - 1;
    MovingAverage.update(averagedWeights.flat(), weights.flat(), settings.inertia(), steps);
    MovingAverage.update(
        averagedDecoder.parameters().flat(),
        decoder.parameters().flat(),
        settings.inertia(),
        steps);
    return norm;
  }

  /**
   * Judges both averaged networks as they stand.
   *
   * @throws BadInputException if no photo can be read
   */
  SetFigures figures(ValidationPhotos photos, Consumer<BadInputException> skipped)
      throws BadInputException {
    averagedNetwork.weightsChanged();
    ValidationSet encoded = photos.encoded(preprocessing, averagedNetwork::run, skipped);
    try (INDArray vectors = encoded.vectors()) {
      return encoded.figures(averagedDecoder, settings.batchSize());
    }
  }

  /** Returns the encoder's network with the averaged weights as they stand. */
  Network averagedNetwork() {
    return averagedNetwork;
  }

  /** Returns the averaged decoder. */
  Decoder averagedDecoder() {
    return averagedDecoder;
  }

  /** Returns the averages of the encoder's trained weights. */
  FlatWeights averagedWeights() {
    return averagedWeights;
  }

  /** Returns the encoder's trained weights. */
  FlatWeights weights() {
    return weights;
  }

  TrainingSettings settings() {
    return settings;
  }

  EncoderTraining tuning() {
    return tuning;
  }

  Decoder decoder() {
    return decoder;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Optimizer encoderOptimizer() {
    return encoderOptimizer;
  }

  TrainingHistory history() {
    return history;
  }

  /** Returns the bytes that the encoder's results and their gradients take in a step. */
  long bytes() {
    return chain.bytes();
  }

  /** Frees the encoder's trained weights, too. */
  @Override
  public void close() {
    network.close();
    averagedNetwork.close();
    chain.close();
    gradient.close();
    weights.close();
    averagedWeights.close();
  }
}
