package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.text.Vocabulary;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LanguageTrainingTest {
  private static final DecoderConfig CONFIG = new DecoderConfig(CellType.LSTM, 9, 8, 16, 5);
  private static final List<int[]> SENTENCES =
      List.of(new int[] {3, 4, 5}, new int[] {6, 4, 7, 8}, new int[] {3, 4, 7});

  @TempDir Path folder;

  private static Decoder decoder() {
    return new Decoder(CONFIG, Parameters.random(CONFIG, DataType.FLOAT, 1, 11));
  }

  private static LanguageTraining training(int epochs) {
    Examples sentences = Examples.withoutPhotos(SENTENCES, CONFIG.imageSize());
    return new LanguageTraining(
        sentences,
        sentences,
        new TrainingSettings(epochs, 3, 0.02, 1, 0.1, 0.1, 5, 0.5, epochs, 7));
  }

  @Test
  void sentencesAreLearntAndWhatPhotosMeanIsNot() throws IOException {
    Decoder decoder = decoder();
    Map<String, INDArray> before = decoder.parameters().copy(CONFIG).views();
    Examples sentences = Examples.withoutPhotos(SENTENCES, CONFIG.imageSize());
    double untaught = sentences.loss(new TeacherForcing(decoder), 3);
    training(60).run(decoder, folder, TrainingListener.SILENT);

    // The least is that of the first word, which nothing foretells: two of three begin alike.
    assertThat(sentences.loss(new TeacherForcing(decoder), 3)).isLessThan(untaught / 3);
    assertThat(decoder.parameters().get(Parameters.IMAGE)).isEqualTo(before.get(Parameters.IMAGE));
    assertThat(decoder.parameters().get(Parameters.RECURRENT))
        .isNotEqualTo(before.get(Parameters.RECURRENT));
  }

  @Test
  void itGoesOnWhereItWasInterrupted() throws IOException {
    Path inOneGo = Files.createDirectory(folder.resolve("in one go"));
    Path inTwo = Files.createDirectory(folder.resolve("in two"));
    Decoder whole = decoder();
    training(6).run(whole, inOneGo, TrainingListener.SILENT);
    training(2).run(decoder(), inTwo, TrainingListener.SILENT);
    Decoder resumed = decoder();
    training(6).run(resumed, inTwo, TrainingListener.SILENT);
    assertThat(resumed.parameters().flat()).isEqualTo(whole.parameters().flat());
  }

  @Test
  void validationCaptionsAreNotLearnt() throws BadInputException {
    CaptionDataSet validation =
        new CaptionDataSet(
            "dev", List.of(new CaptionedImage(1, "1.jpg", List.of("A dog runs."))), 0, 0);
    CaptionCorpus corpus = new CaptionCorpus(new WordTokenizer());
    Vocabulary words = Vocabulary.build(List.of(List.of("a", "dog", "runs", "fast")).stream(), 1);
    List<int[]> learnt =
        corpus.sentences(
            List.of("a dog runs", "A dog , runs !", "a dog runs fast", "..."), words, validation);
    assertThat(learnt).containsExactly(words.encode(List.of("a", "dog", "runs", "fast")));
    assertThatThrownBy(() -> corpus.sentences(List.of("A dog runs"), words, validation))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("all 1 are among these");
  }
}
