package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
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
 * <p>The output folder holds, from the first epoch on: the model of the best epoch so far, {@code
 * checkpoint.safetensors} to resume from, {@code training.csv} and {@code training.png}.
 */
public final class TrainingRun {
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
     * @param counts photos and captions of each data set
     * @param vocabulary tokens
     * @param parameters numbers to train
     * @param epochsDone by an earlier run that is continued
     */
    void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone);
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
    try (TrainingFolder folder = TrainingFolder.open(plan.out(), resume)) {
      return run(listener);
    }
  }

  private List<EpochFigures> run(Listener listener) throws IOException {
    Path checkpoint = plan.out().resolve(TrainingFolder.CHECKPOINT);
    List<CaptionDataSet> trainData = CaptionedFolder.read(plan.train(), listener);
    List<CaptionDataSet> validationData = CaptionedFolder.read(plan.validation(), listener);
    requirePresent(trainData, validationData);
    CaptionCorpus corpus = new CaptionCorpus(tokenizer);
    Vocabulary vocabulary = plan.decoder().vocabulary(corpus, trainData);
    ModelBundle.writeDocumentFrequencies(
        plan.out(), corpus.documentFrequencies(trainData, vocabulary));
    List<Examples> trainSets = new ArrayList<>();
    for (int k = 0; k < trainData.size(); k++) {
      List<FeatureFile> views = views(k, trainData.get(k), listener);
      trainSets.add(corpus.examples(trainData.get(k), vocabulary, views));
    }
    Optional<CiderScoring> scoring = plan.scoring(vocabulary, tokenizer);
    List<ValidationSet> validation = new ArrayList<>();
    for (int k = 0; k < validationData.size(); k++) {
      FeatureFile whole = validationVectors(k, validationData.get(k), listener);
      validation.add(corpus.validation(validationData.get(k), vocabulary, whole, scoring));
    }
    List<Examples> validationSets = validation.stream().map(ValidationSet::examples).toList();
    Examples train = Examples.joined(trainSets, plan.train());
    DataCounts counts =
        new DataCounts(counts(plan.train(), trainSets), counts(plan.validation(), validationSets));
    Decoder decoder =
        plan.decoder()
            .decoder(
                vocabulary,
                tokenizer,
                encoder.encoder().dimension(),
                train::scale,
                plan.settings(),
                listener);
    Trainer trainer = new Trainer(plan.settings(), decoder);
    String data = CaptionCorpus.fingerprint(train, validationSets);
    if (Files.exists(checkpoint)) {
      Checkpoint.restore(checkpoint, trainer, data);
    }
    listener.ready(
        counts, vocabulary.size(), decoder.parameters().flat().length(), trainer.history().size());
    trainer.run(
        train,
        validation,
        (trained, best) -> {
          if (best) {
            bundle(trained, vocabulary, counts).write();
          }
          FiguresCsv.training(trained.history())
              .write(plan.out().resolve(TrainingFolder.FIGURES), trained.history());
          TrainingCurves.write(plan.out().resolve(TrainingFolder.CURVES), trained.history());
          Checkpoint.write(checkpoint, trained, data);
        },
        listener);
    return trainer.history();
  }

  private static List<DataSetCounts> counts(List<CaptionedFolder> folders, List<Examples> sets) {
    return IntStream.range(0, sets.size())
        .mapToObj(
            k -> new DataSetCounts(folders.get(k), sets.get(k).photoCount(), sets.get(k).size()))
        .toList();
  }

  /** Better said before the vectors are computed than after that. */
  private void requirePresent(List<CaptionDataSet> trainData, List<CaptionDataSet> validationData)
      throws IOException {
    for (int k = 0; k < trainData.size(); k++) {
      requirePresent(trainData.get(k), plan.train().get(k).images(), plan.vectors().train(k, 0));
    }
    for (int k = 0; k < validationData.size(); k++) {
      Path images = plan.validation().get(k).images();
      requirePresent(
          validationData.get(k), images, plan.vectors().validation(k, images, plan.train()));
    }
  }

  private void requirePresent(CaptionDataSet data, Path folder, Path file) throws IOException {
    FeatureExtractor extractor = new FeatureExtractor(encoder, new PhotoReader());
    Set<String> present = extractor.present(folder, names(data), file);
    plan.unread().check(data, folder, present::contains);
  }

  private List<FeatureFile> views(int set, CaptionDataSet train, Listener listener)
      throws IOException {
    PhotoReader reader = new PhotoReader();
    int count = plan.vectors().views();
    List<FeatureFile> views = new ArrayList<>();
    for (int view = 0; view < count; view++) {
      String what = name("training photos", set, plan.train());
      PhotoSource photos = reader;
      if (view > 0) {
        what = "parts %d of %d of them".formatted(view, count - 1);
        photos = new PhotoView(reader, view);
      }
      Path file = plan.vectors().train(set, view);
      views.add(features(what, train, plan.train().get(set).images(), photos, file, listener));
    }
    return views;
  }

  private FeatureFile validationVectors(int set, CaptionDataSet data, Listener listener)
      throws IOException {
    Path images = plan.validation().get(set).images();
    return features(
        name("validation photos", set, plan.validation()),
        data,
        images,
        new PhotoReader(),
        plan.vectors().validation(set, images, plan.train()),
        listener);
  }

  private static String name(String what, int set, List<CaptionedFolder> all) {
    return all.size() == 1 ? what : "%s, set %d of %d".formatted(what, set + 1, all.size());
  }

  private FeatureFile features(
      String what,
      CaptionDataSet data,
      Path folder,
      PhotoSource photos,
      Path file,
      Listener listener)
      throws IOException {
    List<String> names = names(data);
    FeatureExtractor extractor = new FeatureExtractor(encoder, photos);
    extractor.extract(folder, names, file, listener.extracting(what, names.size()));
    FeatureFile vectors = FeatureFile.open(file, extractor.key());
    plan.unread().check(data, folder, vectors::contains);
    return vectors;
  }

  private static List<String> names(CaptionDataSet data) {
    return data.images().stream().map(CaptionedImage::fileName).toList();
  }

  private ModelBundle bundle(Trainer trainer, Vocabulary vocabulary, DataCounts counts) {
    Map<String, Object> training = plan.description(counts);
    training.put("settings", trainer.settings());
    training.put("figures", trainer.history().get(trainer.history().size() - 1));
    BundleConfig config =
        new BundleConfig(
            BundleConfig.FORMAT_VERSION,
            encoderSection,
            trainer.decoder().config(),
            tokenizer.name(),
            plan.language(),
            training,
            plan.decoding());
    return new ModelBundle(plan.out(), config, vocabulary, trainer.averaged());
  }
}
