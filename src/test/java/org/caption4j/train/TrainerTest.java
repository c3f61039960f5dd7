package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.caption4j.BadInputException;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.text.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {
  private static final int WORDS = 12;
  private static final int DIMENSION = 8;

  @TempDir Path folder;

  private static TrainingSettings settings(int epochs, double dropout) {
    return new TrainingSettings(epochs, 6, 0.01, 0.99, dropout, dropout, 5, 0.5, 100, 7);
  }

  private static Examples examples(int photos, long seed) {
    Nd4j.getRandom().setSeed(seed);
    INDArray vectors = Nd4j.randn(DataType.FLOAT, photos, DIMENSION);
    Random random = new Random(seed);
    List<int[]> captions = new ArrayList<>();
    for (int k = 0; k < photos; k++) {
      captions.add(random.ints(1 + random.nextInt(6), 3, 3 + WORDS).toArray());
    }
    return new Examples(vectors, captions, IntStream.range(0, photos).toArray());
  }

  private static Trainer trainer(CellType cell, TrainingSettings settings) {
    DecoderConfig config = new DecoderConfig(cell, 3 + WORDS, 16, 24, DIMENSION);
    Parameters parameters = Parameters.random(config, DataType.FLOAT, 1, settings.seed());
    return new Trainer(settings, new Decoder(config, parameters));
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void learnsAFewCaptionsByHeart(CellType cell) throws IOException {
    Examples examples = examples(20, 3);
    Trainer trainer = trainer(cell, settings(120, 0));
    trainer.run(
        examples, List.of(new ValidationSet(examples)), (t, best) -> {}, TrainingListener.SILENT);

    assertThat(trainer.loss(examples)).isLessThan(0.05);
    SpecialTokens special = new SpecialTokens(Vocabulary.START, Vocabulary.END, Vocabulary.UNK);
    var found =
        new BeamSearch(trainer.decoder(), special, BeamSettings.STANDARD)
            .search(examples.vectors());
    for (int k = 0; k < examples.size(); k++) {
      assertThat(found.get(k).get(0).tokens()).isEqualTo(examples.captions().get(k));
    }
  }

  @Test
  void aResumedRunGivesTheNumbersOfAnUninterruptedOne() throws IOException {
    Examples train = examples(40, 3);
    Examples validation = examples(10, 4);
    Trainer whole = trainer(CellType.LSTM, settings(5, 0.3));
    whole.run(
        train, List.of(new ValidationSet(validation)), (t, best) -> {}, TrainingListener.SILENT);

    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Trainer first = trainer(CellType.LSTM, settings(2, 0.3));
    first.run(
        train,
        List.of(new ValidationSet(validation)),
        (t, best) -> Checkpoint.write(checkpoint, t, "data"),
        TrainingListener.SILENT);
    Trainer second = trainer(CellType.LSTM, settings(5, 0.3));
    Checkpoint.restore(checkpoint, second, "data");
    second.run(
        train, List.of(new ValidationSet(validation)), (t, best) -> {}, TrainingListener.SILENT);

    assertThat(second.decoder().parameters().flat().toFloatVector())
        .isEqualTo(whole.decoder().parameters().flat().toFloatVector());
    assertThat(losses(second)).isEqualTo(losses(whole)).hasSize(10);
  }

  private static List<Double> losses(Trainer trainer) {
    return trainer.history().stream()
        .flatMap(f -> List.of(f.trainLoss(), f.validationLoss()).stream())
        .toList();
  }

  @Test
  void stopsWhenValidationNoLongerImproves() throws IOException {
    TrainingSettings impatient = new TrainingSettings(200, 6, 0.02, 1, 0, 0, 5, 0, 2, 7);
    Trainer trainer = trainer(CellType.LSTM, impatient);
    trainer.run(
        examples(12, 3),
        List.of(new ValidationSet(examples(12, 99))),
        (t, best) -> {},
        TrainingListener.SILENT);
    List<EpochFigures> history = trainer.history();
    assertThat(history).hasSizeLessThan(200);
    double best =
        history.stream().mapToDouble(EpochFigures::validationPerplexity).min().orElseThrow();
    assertThat(history.get(history.size() - 3).validationPerplexity()).isEqualTo(best);
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Checkpoint.write(checkpoint, trainer(CellType.LSTM, settings(2, 0.3)), "data");
    Trainer otherSettings = trainer(CellType.LSTM, settings(2, 0.4));
    assertThatThrownBy(() -> Checkpoint.restore(checkpoint, otherSettings, "data"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other settings")
        .hasMessageContaining("0.4");
    Trainer otherCell = trainer(CellType.RNN, settings(2, 0.3));
    assertThatThrownBy(() -> Checkpoint.restore(checkpoint, otherCell, "data"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other decoder");
    Trainer same = trainer(CellType.LSTM, settings(9, 0.3));
    assertThatThrownBy(() -> Checkpoint.restore(checkpoint, same, "other"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other data");
    Checkpoint.restore(checkpoint, same, "data");
  }

  @Test
  void anEpochTakesEachCaptionOnceInBatchesOfLikeLength() {
    Examples examples = examples(100, 3);
    List<int[]> batches = examples.shuffled(6, 11);
    int[] all = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(examples.shuffled(6, 11)).containsExactlyElementsOf(batches);
    assertThat(examples.shuffled(6, 12).get(0)).isNotEqualTo(batches.get(0));
    long steps = batches.stream().mapToLong(b -> (long) b.length * examples.batch(b).steps()).sum();
    long tokens = batches.stream().mapToLong(b -> examples.batch(b).tokens()).sum();
    assertThat((double) steps / tokens).isLessThan(1.15);
  }

  @Test
  void theStartingLossIsThatOfGuessing() {
    Trainer trainer = trainer(CellType.LSTM, settings(1, 0));
    assertThat(trainer.loss(examples(40, 3))).isCloseTo(Math.log(3 + WORDS), Offset.offset(0.3));
  }

  @Test
  void figuresAreWrittenAsTableAndPicture() throws IOException {
    Trainer trainer = trainer(CellType.LSTM, settings(3, 0.1));
    trainer.run(
        examples(20, 3),
        List.of(new ValidationSet(examples(10, 4))),
        (t, best) -> {},
        TrainingListener.SILENT);
    FiguresCsv.training(trainer.history()).write(folder.resolve("training.csv"), trainer.history());
    TrainingCurves.write(folder.resolve("training.png"), trainer.history());
    List<String> lines = Files.readAllLines(folder.resolve("training.csv"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("epoch,learning_rate,train_loss");
    assertThat(lines.get(3)).startsWith("3,");
    assertThat(lines.get(3).split(",")).hasSize(9);
    assertThat(javax.imageio.ImageIO.read(folder.resolve("training.png").toFile()).getWidth())
        .isEqualTo(800);
  }
}
