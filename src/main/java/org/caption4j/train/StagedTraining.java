package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.text.Tokenizer;

/**
 * A training in two stages: first the decoder alone, on vectors of the frozen encoder that are
 * computed once, then decoder and encoder together. A decoder that knows nothing yet gives the
 * encoder gradients that mean nothing; and an epoch of the first stage takes a fraction of the
 * time.
 *
 * <p>The first stage's model and checkpoint lie in the folder {@value #FROZEN} of the output
 * folder. The decoder's learning rate goes on falling in the second stage as if there were but one.
 */
public final class StagedTraining {
  /** The folder of the first stage within the output folder. */
  public static final String FROZEN = "frozen";

  private final TrainingPlan plan;
  private final int frozenEpochs;
  private final EncoderTraining tuning;
  private final NetworkEncoder encoder;
  private final Tokenizer tokenizer;

  /**
   * @param plan of both stages; its epochs are those of the second
   * @param frozenEpochs epochs of the first stage, at least 1
   * @param tuning what to train of the encoder in the second stage
   * @param encoder photos to vectors, as it is before; the caller closes it
   * @param tokenizer makes words of captions
   */
  public StagedTraining(
      TrainingPlan plan,
      int frozenEpochs,
      EncoderTraining tuning,
      NetworkEncoder encoder,
      Tokenizer tokenizer) {
    this.plan = plan;
    this.frozenEpochs = frozenEpochs;
    this.tuning = tuning;
    this.encoder = encoder;
    this.tokenizer = tokenizer;
  }

  /** Told how both stages go. */
  public interface Listener extends TrainingRun.Listener, FineTuning.Listener {}

  /** Returns the folder of the first stage. */
  public static Path frozenFolder(Path out) {
    return out.resolve(FROZEN);
  }

  /**
   * Trains.
   *
   * @param resume whether to go on from the checkpoint of the stage that was interrupted
   * @param section how the first stage's model names the encoder
   * @param listener told how it goes
   * @return figures of the second stage's epochs
   * @throws BadInputException if captions, photos, encoder or checkpoints are not what they should
   *     be
   * @throws IOException if the output folder cannot be written
   */
  public List<EpochFigures> run(
      boolean resume, BundleConfig.EncoderSection section, Listener listener) throws IOException {
    try (TrainingFolder folder = TrainingFolder.open(plan.out(), resume)) {
      return runStages(resume, section, listener);
    }
  }

  private List<EpochFigures> runStages(
      boolean resume, BundleConfig.EncoderSection section, Listener listener) throws IOException {
    TrainingPlan first = plan.firstStage(frozenFolder(plan.out()), frozenEpochs);
    new TrainingRun(first, new PhotoEncoder(encoder), section, tokenizer).run(resume, listener);
    TrainingPlan second = plan.secondStage(ModelBundle.read(first.out()), frozenEpochs);
    return new FineTuning(second, tuning, encoder, tokenizer).run(resume, listener);
  }
}
