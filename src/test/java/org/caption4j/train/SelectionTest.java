package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.caption4j.BadInputException;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.metric.Language;
import org.caption4j.text.Vocabulary;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The best epoch, chosen by perplexity or by CIDEr. */
class SelectionTest {
  private static final List<String> TEXTS =
      List.of("a red square", "the green circle", "one blue triangle", "some white dots here");
  private static final int DIMENSION = 8;

  @TempDir Path folder;

  private static EpochFigures figures(int epoch, double loss, Double cider) {
    return EpochFigures.of(
        epoch,
        new EpochFigures.Training(0.01, loss, 1, 100),
        List.of(new SetFigures(loss, cider)),
        1);
  }

  private static TrainingSettings settings(int epochs) {
    return new TrainingSettings(epochs, 4, 0.02, 1, 0, 0, 5, 0, 2, 7);
  }

  @Test
  void perplexityChoosesTheLowestAndCiderTheHighest() {
    List<EpochFigures> epochs =
        List.of(figures(1, 3, 0.2), figures(2, 2, 0.3), figures(3, 2.5, 0.4), figures(4, 4, 0.4));
    assertThat(Criterion.PERPLEXITY.best(epochs).epoch()).isEqualTo(2);
    assertThat(Criterion.CIDER.best(epochs).epoch()).isEqualTo(3);
    assertThat(Criterion.CIDER.describe(epochs.get(2))).isEqualTo("validation CIDEr 0.400");
    assertThat(Criterion.PERPLEXITY.describe(epochs.get(1)))
        .isEqualTo("validation perplexity 7.39");
  }

  @Test
  void patienceCountsByTheCriterion() throws IOException {
    TrainingHistory byCider = new TrainingHistory(Criterion.CIDER);
    assertThat(byCider.add(figures(1, 2, 0.2))).isTrue();
    assertThat(byCider.add(figures(2, 3, 0.3))).isTrue();
    assertThat(byCider.add(figures(3, 4, 0.1))).isFalse();
    assertThat(byCider.isOver(settings(100))).isFalse();
    TrainingHistory byPerplexity = new TrainingHistory(Criterion.PERPLEXITY);
    byPerplexity.restore(byCider.epochs());
    assertThat(byPerplexity.isOver(settings(100))).isTrue();
  }

  @Test
  void ofSeveralSetsTheMeanDecides() {
    EpochFigures.Training training = new EpochFigures.Training(0.01, 2, 1, 100);
    EpochFigures figures =
        EpochFigures.of(1, training, List.of(new SetFigures(1, 0.2), new SetFigures(3, 0.6)), 1);
    assertThat(figures.validationLoss()).isCloseTo(2, within(1e-9));
    assertThat(figures.validationPerplexity()).isCloseTo(Math.exp(2), within(1e-9));
    assertThat(figures.validationCider()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void ofSeveralSetsTheMeanLossDecidesAndNotTheMeanPerplexity() {
    EpochFigures.Training training = new EpochFigures.Training(0.01, 2, 1, 100);
    List<EpochFigures> epochs =
        List.of(
            EpochFigures.of(
                1, training, List.of(new SetFigures(3, null), new SetFigures(3, null)), 1),
            EpochFigures.of(
                2, training, List.of(new SetFigures(1, null), new SetFigures(4.5, null)), 1));
    assertThat(Criterion.PERPLEXITY.best(epochs).epoch()).isEqualTo(2);
  }

  private static Trainer trainer(Vocabulary vocabulary, TrainingSettings settings) {
    DecoderConfig config = new DecoderConfig(CellType.LSTM, vocabulary.size(), 16, 24, DIMENSION);
    return new Trainer(
        settings, new Decoder(config, Parameters.random(config, DataType.FLOAT, 1, 1)));
  }

  private static ValidationSet validation(Vocabulary vocabulary) {
    WordTokenizer tokenizer = new WordTokenizer();
    Nd4j.getRandom().setSeed(3);
    // the set's vectors are not the first, and not in the order of the photos
    INDArray vectors = Nd4j.randn(DataType.FLOAT, 6, DIMENSION);
    int[] rows = {5, 2, 3, 1};
    List<int[]> captions =
        TEXTS.stream().map(text -> vocabulary.encode(tokenizer.tokens(text))).toList();
    PhotoReferences references =
        new PhotoReferences(
            TEXTS.stream().map(List::of).toList(),
            new CiderScoring(vocabulary, tokenizer, Language.ENGLISH.tokenizer()));
    return new ValidationSet(new Examples(vectors, captions, rows), rows, Optional.of(references));
  }

  private static Vocabulary vocabulary() {
    return Vocabulary.build(TEXTS.stream().map(new WordTokenizer()::tokens), 1);
  }

  @Test
  void theEpochOfTheHighestCiderIsSaved() throws IOException {
    Vocabulary vocabulary = vocabulary();
    TrainingSettings settings =
        new TrainingSettings(80, 4, 0.02, 1, 0, 0, 5, 0, 100, 7).with(Criterion.CIDER);
    Trainer trainer = trainer(vocabulary, settings);
    ValidationSet validation = validation(vocabulary);
    List<Integer> best = new ArrayList<>();
    trainer.run(
        validation.examples(),
        List.of(validation),
        (t, isBest) -> {
          if (isBest) {
            best.add(t.history().size());
          }
        },
        TrainingListener.SILENT);
    List<EpochFigures> history = trainer.history();
    EpochFigures chosen = Criterion.CIDER.best(history);
    assertThat(chosen.validationCider()).isGreaterThan(7);
    assertThat(best.get(best.size() - 1)).isEqualTo(chosen.epoch());
    // all sentences are right long before the loss stops falling
    assertThat(chosen.epoch()).isLessThan(Criterion.PERPLEXITY.best(history).epoch());
    assertThat(validation.figures(trainer.averaged(), 4))
        .isEqualTo(validation.figures(trainer.averaged(), 4));
  }

  @Test
  void aCheckpointOfAnotherCriterionIsRefused() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Vocabulary vocabulary = vocabulary();
    Checkpoint.write(file, trainer(vocabulary, settings(3)), "data");
    Trainer byCider = trainer(vocabulary, settings(3).with(Criterion.CIDER));
    assertThatThrownBy(() -> Checkpoint.restore(file, byCider, "data"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cider");
    Checkpoint.restore(file, trainer(vocabulary, settings(4)), "data");
  }

  @Test
  void settingsAndFiguresFromBeforeThereWasAChoiceAreRead() throws IOException {
    ObjectMapper json = new ObjectMapper();
    TrainingSettings settings =
        json.readValue(
            """
            {"epochs":9,"batchSize":128,"learningRate":0.002,"learningRateDecay":0.75,
             "embeddingDropout":0.25,"outputDropout":0.25,"clipNorm":5.0,"inertia":0.998,
             "patience":3,"seed":1}""",
            TrainingSettings.class);
    assertThat(settings.criterion()).isEqualTo(Criterion.PERPLEXITY);
    EpochFigures figures =
        json.readValue(
            """
            {"epoch":4,"learningRate":0.001,"trainLoss":2.9,"trainPerplexity":18.0,
             "validationLoss":2.8,"validationPerplexity":16.4,"gradientNorm":1.5,
             "captionsPerSecond":800.0,"seconds":40.0}""",
            EpochFigures.class);
    assertThat(figures.validationPerplexity()).isEqualTo(16.4);
    assertThat(figures.validationCider()).isNull();
    assertThat(figures.validationSets()).isEmpty();
    EpochFigures written = figures(2, 2.5, 0.3);
    assertThat(json.readValue(json.writeValueAsString(written), EpochFigures.class))
        .isEqualTo(written);
  }

  @Test
  void ciderAndTheFiguresOfEachSetHaveColumns() throws IOException {
    EpochFigures.Training training = new EpochFigures.Training(0.01, 2, 1, 100);
    List<EpochFigures> history =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                epoch ->
                    EpochFigures.of(
                        epoch,
                        training,
                        List.of(new SetFigures(1, 0.1 * epoch), new SetFigures(3, 0.6)),
                        1))
            .toList();
    Path table = folder.resolve("training.csv");
    FiguresCsv.training(history).write(table, history);
    List<String> lines = Files.readAllLines(table);
    assertThat(lines.get(0))
        .endsWith(
            "seconds,validation_cider,validation_1_perplexity,validation_1_cider,validation_2_perplexity,validation_2_cider");
    assertThat(lines.get(2)).endsWith(",0.4000,2.718,0.2000,20.086,0.6000");
    Path picture = folder.resolve("training.png");
    TrainingCurves.write(picture, history);
    BufferedImage both = ImageIO.read(picture.toFile());
    TrainingCurves.write(
        picture, IntStream.rangeClosed(1, 3).mapToObj(k -> figures(k, 2, null)).toList());
    BufferedImage one = ImageIO.read(picture.toFile());
    assertThat(colours(both)).isGreaterThan(colours(one));
  }

  /** A third curve brings another hue. */
  private static long colours(BufferedImage image) {
    return IntStream.of(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .filter(SelectionTest::isColoured)
        .distinct()
        .count();
  }

  private static boolean isColoured(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > 100;
  }
}
