package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.ColouredSquares;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.Encoders;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.Fit;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.text.Vocabulary;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decoder and encoder trained together, on coloured squares. */
class FineTuningTest {
  @TempDir Path folder;
  private ColouredSquares squares;

  @BeforeEach
  void draw() throws IOException {
    squares = ColouredSquares.in(folder);
  }

  private TrainingPlan plan(String out, int epochs) {
    Path to = folder.resolve(out);
    return new TrainingPlan(
        List.of(new CaptionedFolder(squares.captions(), squares.photos())),
        List.of(new CaptionedFolder(squares.captions(), squares.photos())),
        new VectorFiles(to.resolve("features.safetensors"), 1),
        to,
        new InitialDecoder(CellType.LSTM, 24, 16, 1, Optional.empty()),
        "en",
        new TrainingSettings(epochs, 8, 0.005, 1, 0.1, 0.1, 5, 0.5, 100, 1));
  }

  private static NetworkEncoder compact() throws IOException {
    return CompactNetwork.COMPACT.encoder(
        new RandomWeights(3), Preprocessing.torchvision(48, 48).withFit(Fit.SQUASH, 0));
  }

  private List<EpochFigures> tune(
      String out, int epochs, int layers, boolean resume, NetworkEncoder encoder)
      throws IOException {
    return new FineTuning(
            plan(out, epochs), EncoderTraining.of(layers, 0.001), encoder, new WordTokenizer())
        .run(resume, new Listener());
  }

  /** Vectors that hardly differ from photo to photo tell a decoder little; that can be changed. */
  @Test
  void learnsWhatAFrozenEncoderDoesNotShow() throws IOException {
    double frozen = lossWithRate(1e-12);
    assertThat(lossWithRate(5e-5)).isLessThan(0.7 * frozen);
  }

  /** The loss after a training in which the encoder's last two layers have this rate. */
  private double lossWithRate(double rate) throws IOException {
    TrainingSettings settings = new TrainingSettings(150, 16, 0.01, 1, 0, 0, 5, 0, 200, 1);
    CaptionDataSet data = CaptionDataSets.read(squares.captions());
    CaptionCorpus corpus = new CaptionCorpus(new WordTokenizer());
    Vocabulary vocabulary = corpus.vocabulary(List.of(data), 1);
    CaptionedPhotos photos = corpus.photos(data, vocabulary, squares.photos());
    DecoderConfig config = new DecoderConfig(CellType.LSTM, vocabulary.size(), 16, 24, 512);
    RandomWeights faint = new RandomWeights(3);
    faint.get("conv6", "W", 512, 256, 1, 1).muli(0.02);
    try (NetworkEncoder encoder =
        CompactNetwork.COMPACT.encoder(
            faint, Preprocessing.torchvision(48, 48).withFit(Fit.SQUASH, 0))) {
      Examples seen =
          photos.encoded(encoder.preprocessing(), encoder::encode, fault -> {}).examples();
      Decoder decoder = decoder(config, seen.scale());
      EncoderTraining tuning = EncoderTraining.of(2, rate);
      try (FineTuner tuner = new FineTuner(settings, tuning, encoder, decoder, photos.size())) {
        ValidationPhotos validation = new ValidationPhotos(photos, Optional.empty());
        tuner.run(photos, List.of(validation), best -> {}, TrainingListener.SILENT, fault -> {});
        return tuner.figures(validation, fault -> {}).loss();
      }
    }
  }

  private static Decoder decoder(DecoderConfig config, double scale) {
    return new Decoder(config, Parameters.random(config, DataType.FLOAT, scale, 1));
  }

  @Test
  void theModelBringsItsEncoder() throws IOException {
    INDArray before;
    Photo photo = new PhotoReader().read(squares.photos().resolve("red.png"));
    try (NetworkEncoder encoder = compact()) {
      tune("model", 3, 2, false, encoder);
      before = new PhotoEncoder(encoder).encode(List.of(photo));
    }
    ModelBundle model = ModelBundle.read(folder.resolve("model"));
    BundleConfig.EncoderSection section = model.config().encoder();
    assertThat(section.weights()).isEqualTo(FineTuning.ENCODER);
    Path weights = model.folder().resolve(section.weights());
    try (Encoder encoder =
            Encoders.open(section.network(), weights, Optional.of(section.preprocessing()));
        NetworkEncoder untrained = compact()) {
      assertThat(encoder.fingerprint())
          .isEqualTo(section.fingerprint())
          .isNotEqualTo(untrained.fingerprint());
      INDArray after = new PhotoEncoder(encoder).encode(List.of(photo));
      assertThat(after.distance2(before)).isGreaterThan(0.01);
    }
    // "conv5" and "conv6" are the last two layers
    try (SafeTensors stored = SafeTensors.open(weights);
        RandomWeights random = new RandomWeights(3)) {
      assertThat(difference(stored, random, "conv4", 256, 128, 3, 3)).isLessThan(1e-3);
      assertThat(difference(stored, random, "conv5", 256, 256, 3, 3)).isGreaterThan(1e-3);
      assertThat(difference(stored, random, "conv6", 512, 256, 1, 1)).isGreaterThan(1e-3);
    }
  }

  private static double difference(
      SafeTensors stored, RandomWeights random, String layer, long... shape)
      throws BadInputException {
    INDArray before = random.get(layer, "W", shape);
    return stored.get(layer + "/kernel").sub(before).amaxNumber().doubleValue();
  }

  @Test
  void aResumedRunGivesTheNumbersOfAnUninterruptedOne() throws IOException {
    try (NetworkEncoder encoder = compact()) {
      List<EpochFigures> whole = tune("whole", 2, 3, false, encoder);
      tune("parts", 1, 3, false, encoder);
      List<EpochFigures> parts = tune("parts", 2, 3, true, encoder);
      assertThat(losses(parts)).isEqualTo(losses(whole)).hasSize(4);
    }
    try (SafeTensors one = SafeTensors.open(folder.resolve("whole/checkpoint.safetensors"));
        SafeTensors other = SafeTensors.open(folder.resolve("parts/checkpoint.safetensors"))) {
      assertThat(one.names()).isEqualTo(other.names()).hasSize(8);
      for (String name : one.names()) {
        assertThat(other.get(name).toFloatVector())
            .as(name)
            .isEqualTo(one.get(name).toFloatVector());
      }
    }
  }

  private static List<Double> losses(List<EpochFigures> figures) {
    return figures.stream()
        .flatMap(f -> List.of(f.trainLoss(), f.validationLoss()).stream())
        .toList();
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    try (NetworkEncoder encoder = compact()) {
      tune("out", 1, 1, false, encoder);
      assertThatThrownBy(() -> tune("out", 1, 1, false, encoder))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("--resume");
      assertThatThrownBy(() -> tune("out", 2, 2, true, encoder))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("other settings of the encoder");
      assertThatThrownBy(() -> tune("new", 2, 7, false, encoder))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("compact: expected at most 6 layers to train");
    }
    try (NetworkEncoder other =
        CompactNetwork.COMPACT.encoder(
            new RandomWeights(4), Preprocessing.torchvision(48, 48).withFit(Fit.SQUASH, 0))) {
      assertThatThrownBy(() -> tune("out", 2, 1, true, other))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("other data");
    }
  }

  @Test
  void photosThatCannotBeReadAreToldOnceAndPassedOver() throws IOException {
    Files.writeString(squares.photos().resolve("red.png"), "no photo");
    Listener listener = new Listener();
    try (NetworkEncoder encoder = compact()) {
      List<EpochFigures> figures =
          new FineTuning(plan("out", 3), EncoderTraining.of(1, 0.001), encoder, new WordTokenizer())
              .run(false, listener);
      assertThat(figures).hasSize(3);
      assertThat(figures.get(2).trainLoss()).isLessThan(figures.get(0).trainLoss());
    }
    assertThat(listener.faults).hasSize(1).first().asString().contains("red.png");
  }

  private static final class Listener implements TrainingRun.Listener, FineTuning.Listener {
    private final List<String> faults = new ArrayList<>();

    @Override
    public FeatureExtractor.Listener extracting(String what, int photos) {
      return new FeatureExtractor.Listener() {
        @Override
        public void progress(int done) {}

        @Override
        public void skipped(BadInputException fault) {
          faults.add(fault.getMessage());
        }
      };
    }

    @Override
    public void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone) {}

    @Override
    public void skipped(BadInputException fault) {
      faults.add(fault.getMessage());
    }
  }
}
