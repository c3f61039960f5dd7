package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;
import org.caption4j.data.FeatureFile;
import org.caption4j.decoder.Decoder;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PhotoSource;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;

/**
 * A training from captions and photos to a model on disk.
 *
 * <p>The output folder holds, from the first epoch on: the model with the best validation
 * perplexity so far, {@code checkpoint.safetensors} to resume from, {@code training.csv} and {@code
 * training.png}.
 */
public final class TrainingRun {
  static final String CHECKPOINT = "checkpoint.safetensors";

  private final TrainingPlan plan;
  private final PhotoEncoder encoder;
  private final BundleConfig.EncoderSection encoderSection;
  private final Tokenizer tokenizer;

  /**
   * @param plan what to train on what
   * @param encoder photos to vectors
   * @param encoderSection how the model names that encoder
   * @param tokenizer makes words of captions
   */
  public TrainingRun(
      TrainingPlan plan,
      PhotoEncoder encoder,
      BundleConfig.EncoderSection encoderSection,
      Tokenizer tokenizer) {
    this.plan = plan;
    this.encoder = encoder;
    this.encoderSection = encoderSection;
    this.tokenizer = tokenizer;
  }

  /** Told how the run goes, from the first photo on. */
  public interface Listener extends TrainingListener {
    /**
     * Vectors of photos are about to be computed.
     *
     * @param what which photos
     * @param photos how many
     * @return told of each batch of photos
     */
    FeatureExtractor.Listener extracting(String what, int photos);

    /**
     * Everything is read; training begins.
     *
     * @param vocabulary tokens
     * @param trainCaptions captions to learn
     * @param validationCaptions captions to stop by
     * @param parameters numbers to train
     * @param epochsDone by an earlier run that is continued
     */
    void ready(
        int vocabulary, int trainCaptions, int validationCaptions, long parameters, int epochsDone);
  }

  /**
   * Trains.
   *
   * @param resume whether to go on from the output folder's checkpoint; without one there, training
   *     starts anew
   * @param listener told how it goes
   * @return figures of all epochs
   * @throws BadInputException if captions, photos, vectors or checkpoint are not what they should
   *     be
   * @throws IOException if the output folder cannot be written
   */
  public List<EpochFigures> run(boolean resume, Listener listener) throws IOException {
    Path checkpoint = plan.out().resolve(CHECKPOINT);
    if (!resume) {
      requireNone(plan.out());
    }
    CaptionDataSet train = CaptionDataSets.read(plan.annotations());
    CaptionDataSet validation = CaptionDataSets.read(plan.validationAnnotations());
    Files.createDirectories(plan.out());
    List<FeatureFile> trainFeatures = views(train, listener);
    FeatureFile validationFeatures =
        features(
            "validation photos",
            validation,
            plan.validationImages(),
            new PhotoReader(),
            plan.validationFeatures(),
            listener);

    CaptionCorpus corpus = new CaptionCorpus(tokenizer);
    Vocabulary vocabulary = plan.vocabulary(corpus, train);
    Examples trainExamples = corpus.examples(train, vocabulary, trainFeatures);
    Examples validationExamples =
        corpus.examples(validation, vocabulary, List.of(validationFeatures));
    Decoder decoder =
        plan.decoder(vocabulary, tokenizer, encoder.encoder().dimension(), trainExamples::scale);
    Trainer trainer = new Trainer(plan.settings(), decoder);
    String data = CaptionCorpus.fingerprint(trainExamples, validationExamples);
    if (Files.exists(checkpoint)) {
      Checkpoint.restore(checkpoint, trainer, data);
    }
    listener.ready(
        vocabulary.size(),
        trainExamples.size(),
        validationExamples.size(),
        decoder.parameters().flat().length(),
        trainer.history().size());
    trainer.run(
        trainExamples,
        validationExamples,
        (trained, best) -> {
          if (best) {
            bundle(trained, vocabulary, trainExamples, validationExamples).write();
          }
          FiguresCsv.TRAINING.write(plan.out().resolve("training.csv"), trained.history());
          TrainingCurves.write(plan.out().resolve("training.png"), trained.history());
          Checkpoint.write(checkpoint, trained, data);
        },
        listener);
    return trainer.history();
  }

  /**
   * Guards a finished or interrupted training against a new one in its place.
   *
   * @param out an output folder, which need not exist
   * @throws BadInputException if a training stands there
   */
  public static void requireNone(Path out) throws BadInputException {
    if (Files.exists(out.resolve(CHECKPOINT))) {
      throw new BadInputException(
          out
              + ": a training stands here already; continue it with --resume, or choose another folder");
    }
  }

  private List<FeatureFile> views(CaptionDataSet train, Listener listener) throws IOException {
    PhotoReader reader = new PhotoReader();
    List<FeatureFile> views = new ArrayList<>();
    for (int view = 0; view < plan.views(); view++) {
      String what = "training photos";
      PhotoSource photos = reader;
      if (view > 0) {
        what = "parts %d of %d of them".formatted(view, plan.views() - 1);
        photos = new PhotoView(reader, view);
      }
      Path file = plan.features(view);
      views.add(features(what, train, plan.images(), photos, file, listener));
    }
    return views;
  }

  private FeatureFile features(
      String what,
      CaptionDataSet data,
      Path folder,
      PhotoSource photos,
      Path file,
      Listener listener)
      throws IOException {
    List<String> names = data.images().stream().map(CaptionedImage::fileName).toList();
    FeatureExtractor extractor = new FeatureExtractor(encoder, photos);
    extractor.extract(folder, names, file, listener.extracting(what, names.size()));
    return FeatureFile.open(file, extractor.key());
  }

  private ModelBundle bundle(
      Trainer trainer, Vocabulary vocabulary, Examples train, Examples validation) {
    Map<String, Object> training = plan.description(train.size(), validation.size());
    training.put("settings", trainer.settings());
    training.put("figures", trainer.history().get(trainer.history().size() - 1));
    BundleConfig config =
        new BundleConfig(
            BundleConfig.FORMAT_VERSION,
            encoderSection,
            trainer.decoder().config(),
            tokenizer.name(),
            plan.language(),
            training);
    return new ModelBundle(plan.out(), config, vocabulary, trainer.averaged());
  }
}
