package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.ColouredSquares;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.decoder.CellType;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two data sets whose photos have the same names, in folders of their own. */
class SeveralDataSetsTest {
  @TempDir Path folder;
  private CaptionedFolder first;
  private CaptionedFolder second;

  @BeforeEach
  void draw() throws IOException {
    first = folder(ColouredSquares.in(Files.createDirectories(folder.resolve("first"))));
    second = folder(ColouredSquares.in(Files.createDirectories(folder.resolve("second"))));
    ColouredSquares.draw(second.images().resolve("red.png"), Color.ORANGE);
  }

  private static CaptionedFolder folder(ColouredSquares squares) {
    return new CaptionedFolder(squares.captions(), squares.photos());
  }

  private static CaptionedFolder weighted(CaptionedFolder folder, double weight) {
    return new CaptionedFolder(folder.annotations(), folder.images(), weight);
  }

  private TrainingPlan plan(String out, int epochs, List<CaptionedFolder> train) {
    Path to = folder.resolve(out);
    return new TrainingPlan(
        train,
        List.of(first, second),
        new VectorFiles(to.resolve("features.safetensors"), 2),
        to,
        new InitialDecoder(CellType.LSTM, 24, 16, 1, Optional.empty()),
        "en",
        new TrainingSettings(epochs, 8, 0.005, 1, 0.1, 0.1, 5, 0.5, 100, 1));
  }

  private static NetworkEncoder compact() throws IOException {
    return CompactNetwork.COMPACT.encoder(
        new RandomWeights(3), Preprocessing.torchvision(48, 48).withFit(Fit.SQUASH, 0));
  }

  private static DataCounts train(TrainingPlan plan, boolean resume) throws IOException {
    Listener listener = new Listener();
    try (NetworkEncoder encoder = compact()) {
      BundleConfig.EncoderSection section =
          new BundleConfig.EncoderSection(
              encoder.name(), "none", encoder.fingerprint(), encoder.preprocessing());
      new TrainingRun(plan, new PhotoEncoder(encoder), section, new WordTokenizer())
          .run(resume, listener);
    }
    return listener.counts;
  }

  private static DataCounts tune(TrainingPlan plan, boolean resume) throws IOException {
    Listener listener = new Listener();
    try (NetworkEncoder encoder = compact()) {
      EncoderTraining tuning = EncoderTraining.of(1, 0.001);
      new FineTuning(plan, tuning, encoder, new WordTokenizer()).run(resume, listener);
    }
    return listener.counts;
  }

  @Test
  void eachSetHasFilesOfVectorsAndIsCounted() throws IOException {
    DataCounts counts = train(plan("out", 1, List.of(first, weighted(second, 2))), false);
    assertThat(counts.train())
        .containsExactly(
            new DataSetCounts("squares.json", 8, 16, 1),
            new DataSetCounts("squares.json", 8, 16, 2));
    assertThat(counts.validation()).hasSize(2);
    Path out = folder.resolve("out");
    assertThat(Arrays.asList(out.toFile().list()))
        .contains(
            "features.safetensors",
            "view-1-features.safetensors",
            "set-2-features.safetensors",
            "view-1-set-2-features.safetensors")
        .noneMatch(name -> name.startsWith("val-"));
    JsonNode training = new ObjectMapper().readTree(out.resolve("config.json").toFile());
    assertThat(training.at("/training/train/1/annotations").asText()).isEqualTo("squares.json");
    assertThat(training.at("/training/train/1/weight").asDouble()).isEqualTo(2);
    assertThat(training.at("/training/validation/0/photos").asInt()).isEqualTo(8);
  }

  @Test
  void aResumedRunGivesTheNumbersOfAnUninterruptedOne() throws IOException {
    List<CaptionedFolder> sets = List.of(first, weighted(second, 0.5));
    train(plan("whole", 2, sets), false);
    train(plan("parts", 1, sets), false);
    train(plan("parts", 2, sets), true);
    assertSameCheckpoints();
  }

  @Test
  void aResumedFineTuningGivesTheNumbersOfAnUninterruptedOne() throws IOException {
    List<CaptionedFolder> sets = List.of(first, weighted(second, 1.5));
    tune(plan("whole", 2, sets), false);
    tune(plan("parts", 1, sets), false);
    tune(plan("parts", 2, sets), true);
    assertSameCheckpoints();
  }

  @Test
  void aDataSetWithoutPhotosIsToldBeforeFineTuningBegins() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    CaptionedFolder without = new CaptionedFolder(second.annotations(), empty);
    assertThatThrownBy(() -> tune(plan("out", 1, List.of(first, without)), false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("squares.json")
        .hasMessageContaining(empty.toString());
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void assertSameCheckpoints() throws IOException {
    try (SafeTensors one = SafeTensors.open(folder.resolve("whole/checkpoint.safetensors"));
        SafeTensors other = SafeTensors.open(folder.resolve("parts/checkpoint.safetensors"))) {
      assertThat(one.names()).isEqualTo(other.names()).isNotEmpty();
      for (String name : one.names()) {
        assertThat(other.get(name).toFloatVector())
            .as(name)
            .isEqualTo(one.get(name).toFloatVector());
      }
    }
  }

  @Test
  void aCheckpointKnowsSetsAndWeights() throws IOException {
    train(plan("out", 1, List.of(first, second)), false);
    for (List<CaptionedFolder> others :
        List.of(List.of(first), List.of(first, weighted(second, 2)))) {
      assertThatThrownBy(() -> train(plan("out", 2, others), true))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("other data");
    }
  }

  @Test
  void aPhotoOfTheSecondSetIsNotTakenForItsNamesakeOfTheFirst() {
    Examples one = examples(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}));
    Examples other = examples(Nd4j.createFromArray(new float[][] {{5, 6}, {7, 8}}));
    Examples joined = Examples.joined(List.of(one, other), List.of(first, weighted(second, 2)));
    assertThat(joined.batch(new int[] {0, 1, 2, 3}).images().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    int[] taken = joined.shuffled(4, 5).stream().flatMapToInt(IntStream::of).sorted().toArray();
    assertThat(taken).containsExactly(0, 1, 2, 2, 3, 3);
  }

  private static Examples examples(INDArray vectors) {
    return new Examples(vectors, List.of(new int[] {3}, new int[] {4}), new int[] {0, 1});
  }

  /** Checkpoints from before there could be several sets have this fingerprint. */
  @Test
  void theFingerprintOfOneSetIsWhatItWas() throws NoSuchAlgorithmException {
    Examples set = examples(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int part = 0; part < 2; part++) {
      digest.update(ByteBuffer.allocate(12).putInt(0).putInt(1).putInt(3).array());
      digest.update(ByteBuffer.allocate(12).putInt(1).putInt(1).putInt(4).array());
    }
    String before = HexFormat.of().formatHex(digest.digest());
    assertThat(CaptionCorpus.fingerprint(set, List.of(set))).isEqualTo(before);
    Examples joined = Examples.joined(List.of(set), List.of(first));
    assertThat(CaptionCorpus.fingerprint(joined, List.of(set))).isEqualTo(before);
    Examples half = Examples.joined(List.of(set), List.of(weighted(first, 0.5)));
    assertThat(CaptionCorpus.fingerprint(half, List.of(set))).isNotEqualTo(before);
  }

  @Test
  void theSecondLookAtAPhotoIsAnother() {
    List<int[]> captions = new ArrayList<>(List.of(new int[] {3}));
    CaptionedPhotos photos =
        new CaptionedPhotos(
            List.of(first.images().resolve("red.png")),
            List.of(captions),
            new EpochSample(List.of(new EpochSample.Part(1, 2))));
    List<int[]> batches = photos.shuffled(2, 5);
    assertThat(batches).hasSize(1);
    Preprocessing preprocessing = Preprocessing.torchvision(16, 16);
    float[] pixels = new PhotoSteps(photos, preprocessing, batches, 5).next().pixels();
    int length = preprocessing.length();
    assertThat(Arrays.copyOf(pixels, length))
        .isNotEqualTo(Arrays.copyOfRange(pixels, length, 2 * length));
  }

  private static final class Listener implements TrainingRun.Listener, FineTuning.Listener {
    private DataCounts counts;

    @Override
    public FeatureExtractor.Listener extracting(String what, int photos) {
      return new FeatureExtractor.Listener() {
        @Override
        public void progress(int done) {}

        @Override
        public void skipped(BadInputException fault) {
          throw new AssertionError(fault);
        }
      };
    }

    @Override
    public void ready(DataCounts found, int vocabulary, long parameters, int epochsDone) {
      counts = found;
    }

    @Override
    public void skipped(BadInputException fault) {
      throw new AssertionError(fault);
    }
  }
}
