package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.ColouredSquares;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.decoder.CellType;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.NetworkFile;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedTrainingTest {
  private static final int FROZEN_EPOCHS = 2;
  private static final int JOINT_EPOCHS = 2;

  @TempDir Path folder;
  private ColouredSquares squares;

  @BeforeEach
  void draw() throws IOException {
    squares = ColouredSquares.in(folder);
  }

  private List<EpochFigures> train(String out, boolean resume, Listener listener)
      throws IOException {
    Path to = folder.resolve(out);
    List<CaptionedFolder> data = List.of(new CaptionedFolder(squares.captions(), squares.photos()));
    TrainingPlan plan =
        new TrainingPlan(
            data,
            data,
            new VectorFiles(to.resolve("features.safetensors"), 2),
            to,
            new InitialDecoder(CellType.LSTM, 24, 16, 1, Optional.empty()),
            "en",
            new TrainingSettings(JOINT_EPOCHS, 8, 0.005, 0.5, 0.1, 0.1, 5, 0.5, 100, 1));
    EncoderTraining tuning = new EncoderTraining(EncoderTraining.ALL, 0.001, 0.5, 32, 0);
    try (NetworkEncoder encoder =
        CompactNetwork.COMPACT.encoder(
            new RandomWeights(3), Preprocessing.torchvision(48, 48).withFit(Fit.SQUASH, 0))) {
      BundleConfig.EncoderSection section =
          new BundleConfig.EncoderSection(
              encoder.name(), "weights", encoder.fingerprint(), encoder.preprocessing());
      return new StagedTraining(plan, FROZEN_EPOCHS, tuning, encoder, new WordTokenizer())
          .run(resume, section, listener);
    }
  }

  @Test
  void theSecondStageGoesOnWhereTheFirstEnded() throws IOException {
    Listener listener = new Listener(Integer.MAX_VALUE);
    List<EpochFigures> joint = train("model", false, listener);
    assertThat(joint).hasSize(JOINT_EPOCHS);
    assertThat(listener.rates).containsExactly(0.005, 0.0025, 0.00125, 0.000625);
    ModelBundle model = ModelBundle.read(folder.resolve("model"));
    assertThat(model.config().encoder().network()).isEqualTo(NetworkFile.NAME);
    ModelBundle frozen = ModelBundle.read(StagedTraining.frozenFolder(folder.resolve("model")));
    assertThat(frozen.config().encoder().network()).isEqualTo("compact");
    assertThat(model.vocabulary().size()).isEqualTo(frozen.vocabulary().size());
    assertThatThrownBy(() -> train("model", false, new Listener(1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--resume");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aRunInterruptedAfterAnyEpochGivesTheBitsOfAnUninterruptedOne(int epochs) throws IOException {
    train("whole", false, new Listener(Integer.MAX_VALUE));
    assertThatThrownBy(() -> train("parts", false, new Listener(epochs)))
        .isInstanceOf(Interrupted.class);
    train("parts", true, new Listener(Integer.MAX_VALUE));
    try (SafeTensors whole = SafeTensors.open(folder.resolve("whole/checkpoint.safetensors"));
        SafeTensors parts = SafeTensors.open(folder.resolve("parts/checkpoint.safetensors"))) {
      assertThat(parts.names()).isEqualTo(whole.names()).isNotEmpty();
      for (String name : whole.names()) {
        assertThat(parts.get(name).toFloatVector())
            .as(name)
            .isEqualTo(whole.get(name).toFloatVector());
      }
    }
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends the run after some epochs, which are saved by then. */
  private static final class Listener implements StagedTraining.Listener {
    private final List<Double> rates = new ArrayList<>();
    private final int end;

    Listener(int end) {
      this.end = end;
    }

    @Override
    public void epochDone(EpochFigures figures, boolean best) {
      rates.add(figures.learningRate());
      if (rates.size() == end) {
        throw new Interrupted();
      }
    }

    @Override
    public FeatureExtractor.Listener extracting(String what, int photos) {
      return new FeatureExtractor.Listener() {
        @Override
        public void progress(int done) {}

        @Override
        public void skipped(BadInputException fault) {}
      };
    }

    @Override
    public void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone) {}

    @Override
    public void skipped(BadInputException fault) {}
  }
}
