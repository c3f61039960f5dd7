package org.caption4j.train;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.caption4j.BadInputException;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.tensor.MovingAverage;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a decoder by teacher forcing until validation no longer improves.
 *
 * <p>Order and dropout are functions of seed, epoch and batch alone, so that a run resumed after
 * any epoch gives the numbers of an uninterrupted one.
 */
public final class Trainer {
  private final TrainingSettings settings;
  private final Decoder decoder;
  private final Decoder averaged;
  private final TeacherForcing forcing;

  private final Parameters gradient;
  private final Optimizer optimizer;
  private final TrainingHistory history;

  /**
   * @param settings how to train
   * @param decoder trained in place
   */
  public Trainer(TrainingSettings settings, Decoder decoder) {
    this.settings = settings;
    this.history = new TrainingHistory(settings.criterion());
    this.decoder = decoder;
    this.averaged = new Decoder(decoder.config(), decoder.parameters().copy(decoder.config()));
    this.forcing = new TeacherForcing(decoder, settings.labelSmoothing());

    this.gradient = Parameters.zeros(decoder.config(), decoder.parameters().flat().dataType());
    this.optimizer = new Optimizer(decoder.parameters().flat(), settings.weightDecay());
  }

  /** Saves what an epoch gave. */
  @FunctionalInterface
  public interface EpochStore {
    /**
     * @param trainer after the epoch
     * @param best whether it is better than all earlier epochs by the settings' criterion
     * @throws IOException if it cannot be saved
     */
    void save(Trainer trainer, boolean best) throws IOException;
  }

  /**
   * Trains up to the last epoch of the settings, or until {@link TrainingSettings#patience()}
   * epochs in a row have brought nothing.
   *
   * @param train captions to learn
   * @param validation data sets to choose the best epoch by: the mean of their figures counts
   * @param store called after each epoch
   * @param listener told of each batch and epoch
   * @throws BadInputException if the loss becomes infinite or NaN
   * @throws IOException if the store cannot save
   */
  public void run(
      Examples train, List<ValidationSet> validation, EpochStore store, TrainingListener listener)
      throws IOException {
    while (!history.isOver(settings)) {
      int epoch = history.next();
      listener.epochStarted(epoch, settings.epochs(), train.sample().size());
      EpochFigures figures = epoch(epoch, train, validation, listener);
      boolean best = history.add(figures);
      store.save(this, best);
      listener.epochDone(figures, best);
    }
  }

  /**
   * The loss of captions under the averaged decoder as it stands, without dropout.
   *
   * @param examples captions
   * @return mean loss a token, END and UNK counted, in nats
   */
  public double loss(Examples examples) {
    return examples.loss(new TeacherForcing(averaged), settings.batchSize());
  }

  /**
   * @return figures of the epochs so far, in order
   */
  public List<EpochFigures> history() {
    return history.epochs();
  }

  /**
   * @return how it is trained
   */
  public TrainingSettings settings() {
    return settings;
  }

  /**
   * @return what is trained
   */
  public Decoder decoder() {
    return decoder;
  }

  /**
   * @return its moving average, which is what is judged and kept
   */
  public Decoder averaged() {
    return averaged;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  void restore(List<EpochFigures> epochs) {
    history.restore(epochs);
  }

  private EpochFigures epoch(
      int epoch, Examples train, List<ValidationSet> validation, TrainingListener listener)
      throws BadInputException {
    long started = System.nanoTime();
    DropoutRates dropout = new DropoutRates(settings.embeddingDropout(), settings.outputDropout());
    double rate = settings.learningRate(epoch);
    double loss = 0;
    double norms = 0;
    long tokens = 0;
    int captions = 0;
    List<int[]> batches = train.shuffled(settings.batchSize(), Seeds.of(settings.seed(), epoch, 0));
    for (int k = 0; k < batches.size(); k++) {
      long seed = Seeds.of(settings.seed(), epoch, k + 1);
      CaptionBatch batch = train.batch(batches.get(k), new SplittableRandom(seed));
      loss += forcing.gradient(batch, dropout, seed, gradient);
      TrainingHistory.requireFinite(epoch, loss);
      INDArray parameters = decoder.parameters().flat();
      norms += optimizer.step(parameters, gradient.flat(), rate, settings.clipNorm());
      MovingAverage.update(
          averaged.parameters().flat(), parameters, settings.inertia(), optimizer.iteration() - 1);
      tokens += batch.tokens();
      captions += batch.size();
      batch.images().close();
      listener.batchDone(captions, loss / tokens);
    }
    double trained = (System.nanoTime() - started) * 1e-9;
    EpochFigures.Training training =
        new EpochFigures.Training(rate, loss / tokens, norms / batches.size(), captions / trained);
    List<SetFigures> judged =
        validation.stream().map(set -> set.figures(averaged, settings.batchSize())).toList();
    return EpochFigures.of(epoch, training, judged, (System.nanoTime() - started) * 1e-9);
  }
}
