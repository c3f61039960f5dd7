package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.decoder.Decoder;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.NetworkFile;
import org.caption4j.image.NamedPhoto;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training of decoder and encoder together, from captions and photos to a model on disk that
 * brings its own encoder.
 *
 * <p>The output folder holds, from the first epoch on: the model of the best epoch so far and its
 * encoder's weights, {@code checkpoint.safetensors} to resume from, {@code training.csv} and {@code
 * training.png}.
 */
public final class FineTuning {
  /** The encoder's weights, beside the model's {@code config.json}. */
  public static final String ENCODER = "encoder.safetensors";

  /** Photos looked at to scale the weights of a new decoder. */
  private static final int LOOK = 64;

  private final TrainingPlan plan;
  private final EncoderTraining tuning;
  private final NetworkEncoder encoder;
  private final Tokenizer tokenizer;

  /**
   * @param plan what to train on what; its files of vectors are not used, since vectors change
   * @param tuning what to train of the encoder
   * @param encoder photos to vectors, as it is before; the caller closes it
   * @param tokenizer makes words of captions
   */
  public FineTuning(
      TrainingPlan plan, EncoderTraining tuning, NetworkEncoder encoder, Tokenizer tokenizer) {
    this.plan = plan;
    this.tuning = tuning;
    this.encoder = encoder;
    this.tokenizer = tokenizer;
  }

  /** Told how the run goes. */
  public interface Listener extends TrainingListener {
    /**
     * Everything is read; training begins.
     *
     * @param counts photos and captions of each data set
     * @param vocabulary tokens
     * @param parameters numbers to train, of both networks
     * @param epochsDone by an earlier run that is continued
     */
    void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone);

    /**
     * The memory of a step is allocated; it stays the same from step to step.
     *
     * @param photos in a step, as many as have about {@link TrainingSettings#batchSize()} captions
     * @param bytes of results and gradients
     */
    default void allocated(int photos, long bytes) {}

    /**
     * A photo cannot be read; the others go on.
     *
     * @param fault which, and why
     */
    void skipped(BadInputException fault);
  }

  /**
   * Trains.
   *
   * @param resume whether to go on from the output folder's checkpoint; without one there, training
   *     starts anew
   * @param listener told how it goes
   * @return figures of all epochs
   * @throws BadInputException if captions, photos, encoder or checkpoint are not what they should
   *     be
   * @throws IOException if the output folder cannot be written
   */
  public List<EpochFigures> run(boolean resume, Listener listener) throws IOException {
    try (TrainingFolder folder = TrainingFolder.open(plan.out(), resume)) {
      return run(listener);
    }
  }

  private List<EpochFigures> run(Listener listener) throws IOException {
    Path checkpoint = plan.out().resolve(TrainingFolder.CHECKPOINT);
    List<CaptionDataSet> trainData = CaptionedFolder.read(plan.train(), listener);
    List<CaptionDataSet> validationData = CaptionedFolder.read(plan.validation(), listener);
    requirePresent(trainData, plan.train());
    requirePresent(validationData, plan.validation());
    CaptionCorpus corpus = new CaptionCorpus(tokenizer);
    Vocabulary vocabulary = plan.decoder().vocabulary(corpus, trainData);
    List<CaptionedPhotos> trainSets = corpus.photos(trainData, vocabulary, plan.train());
    Optional<CiderScoring> scoring = plan.scoring(vocabulary, tokenizer);
    List<ValidationPhotos> validation = new ArrayList<>();
    for (int k = 0; k < validationData.size(); k++) {
      validation.add(
          corpus.validation(
              validationData.get(k), vocabulary, plan.validation().get(k).images(), scoring));
    }
    List<CaptionedPhotos> validationSets =
        validation.stream().map(ValidationPhotos::photos).toList();
    CaptionedPhotos train = CaptionedPhotos.joined(trainSets, plan.train());
    DataCounts counts =
        new DataCounts(counts(plan.train(), trainSets), counts(plan.validation(), validationSets));
    ModelBundle.writeDocumentFrequencies(
        plan.out(), corpus.documentFrequencies(trainData, vocabulary));
    Decoder decoder =
        plan.decoder()
            .decoder(
                vocabulary,
                tokenizer,
                encoder.dimension(),
                () -> scale(train.first(LOOK)),
                plan.settings(),
                listener);
    int photosAStep = train.photosFor(plan.settings().batchSize());
    try (FineTuner tuner = tuner(decoder, photosAStep)) {
      String data =
          CaptionCorpus.fingerprint(train, validationSets) + " from " + encoder.fingerprint();
      if (Files.exists(checkpoint)) {
        FineTuningCheckpoint.restore(checkpoint, tuner, data);
      } else {
        writeEncoder(tuner); // what cannot be written, or not be read again, is told at once
      }
      listener.allocated(photosAStep, tuner.bytes());
      listener.ready(
          counts,
          vocabulary.size(),
          decoder.parameters().flat().length() + tuner.weights().flat().length(),
          tuner.history().epochs().size());
      tuner.run(
          train,
          validation,
          best -> {
            if (best) {
              bundle(tuner, vocabulary, counts).write();
            }
            FiguresCsv.training(tuner.history().epochs())
                .write(plan.out().resolve(TrainingFolder.FIGURES), tuner.history().epochs());
            TrainingCurves.write(
                plan.out().resolve(TrainingFolder.CURVES), tuner.history().epochs());
            FineTuningCheckpoint.write(checkpoint, tuner, data);
          },
          listener,
          listener::skipped);
      return tuner.history().epochs();
    }
  }

  private void requirePresent(List<CaptionDataSet> sets, List<CaptionedFolder> folders)
      throws BadInputException {
    for (int k = 0; k < sets.size(); k++) {
      Path images = folders.get(k).images();
      plan.unread().check(sets.get(k), images, n -> Files.exists(NamedPhoto.in(images, n)));
    }
  }

  private static List<DataSetCounts> counts(
      List<CaptionedFolder> folders, List<CaptionedPhotos> sets) {
    return IntStream.range(0, sets.size())
        .mapToObj(
            k -> new DataSetCounts(folders.get(k), sets.get(k).size(), sets.get(k).captionCount()))
        .toList();
  }

  private double scale(CaptionedPhotos photos) throws BadInputException {
    Examples examples =
        photos.encoded(encoder.preprocessing(), encoder::encode, fault -> {}).examples();
    try (INDArray vectors = examples.vectors()) {
      return examples.scale();
    }
  }

  private FineTuner tuner(Decoder decoder, int photosAStep) throws BadInputException {
    try {
      return new FineTuner(plan.settings(), tuning, encoder, decoder, photosAStep);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(encoder.name() + ": " + e.getMessage(), e);
    }
  }

  private ModelBundle bundle(FineTuner tuner, Vocabulary vocabulary, DataCounts counts)
      throws IOException {
    List<EpochFigures> history = tuner.history().epochs();
    Map<String, Object> training = plan.description(counts);
    training.put("settings", tuner.settings());
    training.put("encoder", tuner.tuning());
    training.put("figures", history.get(history.size() - 1));
    BundleConfig.EncoderSection section =
        new BundleConfig.EncoderSection(
            NetworkFile.NAME, ENCODER, writeEncoder(tuner), encoder.preprocessing());
    BundleConfig config =
        new BundleConfig(
            BundleConfig.FORMAT_VERSION,
            section,
            tuner.decoder().config(),
            tokenizer.name(),
            plan.language(),
            training,
            plan.decoding());
    return new ModelBundle(plan.out(), config, vocabulary, tuner.averagedDecoder());
  }

  /**
   * Writes the encoder as it is now, its weights in half precision, and returns the fingerprint.
   */
  private String writeEncoder(FineTuner tuner) throws IOException {
    Path file = plan.out().resolve(ENCODER);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("origin", encoder.name());
    // a fingerprint takes samples of a file, and all of its head: few weights may have changed
    metadata.put("trained", tuner.averagedWeights().digest());
    NetworkFile.write(file, tuner.averagedNetwork(), encoder.preprocessing(), metadata);
    try (Encoder written = NetworkFile.open(file, Optional.of(encoder.preprocessing()))) {
      return written.fingerprint();
    }
  }
}
