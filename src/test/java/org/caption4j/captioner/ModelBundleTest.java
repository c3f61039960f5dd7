package org.caption4j.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.caption4j.BadInputException;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Hypothesis;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.image.Preprocessing;
import org.caption4j.metric.DocumentFrequencies;
import org.caption4j.text.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelBundleTest {
  /** Written by version 0.1.0 and never again: later versions must still read it. */
  private static final Path VERSION_1 = Path.of("src/test/resources/models/version-1");

  private static final String[] EXPECTED_WORDS = {"runs", "dog", "dog", "a", "jumps", "dog"};
  private static final double EXPECTED_LOG_PROBABILITY = -9.38908;

  @TempDir Path folder;

  private static ModelBundle small(Path folder) {
    Vocabulary vocabulary =
        Vocabulary.build(
            Stream.of(
                List.of("a", "dog", "runs"),
                List.of("a", "cat", "sits"),
                List.of("a", "child", "jumps")),
            1);
    DecoderConfig config = new DecoderConfig(CellType.LSTM, vocabulary.size(), 4, 5, 3);
    Parameters parameters = Parameters.random(config, DataType.FLOAT, 1, 8);
    parameters.flat().muli(2);
    BundleConfig.EncoderSection encoder =
        new BundleConfig.EncoderSection(
            "squeezenet", "some weights", "0123abcd", Preprocessing.kerasVgg(224));
    return new ModelBundle(
        folder,
        new BundleConfig(1, encoder, config, "words", "en", Map.of("captions", 3)),
        vocabulary,
        new Decoder(config, parameters));
  }

  private static List<Hypothesis> say(ModelBundle bundle) {
    INDArray vector = Nd4j.createFromArray(new float[][] {{0.5f, -1, 2}});
    return new BeamSearch(
            bundle.decoder(), new SpecialTokens(0, 1, 2), new BeamSettings(3, 2, 1, 6, 0))
        .search(vector)
        .get(0);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    ModelBundle written = small(folder.resolve("model"));
    written.write();
    ModelBundle read = ModelBundle.read(folder.resolve("model"));
    assertThat(read.config()).isEqualTo(written.config());
    assertThat(read.vocabulary()).isEqualTo(written.vocabulary());
    for (String name : Parameters.shapes(written.config().decoder()).keySet()) {
      INDArray difference =
          read.decoder().parameters().get(name).sub(written.decoder().parameters().get(name));
      assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(2e-3);
    }
  }

  @Test
  void aModelOfFormatVersionOneStillSpeaksTheSame() throws IOException {
    ModelBundle bundle = ModelBundle.read(VERSION_1);
    assertThat(bundle.config().encoder().network()).isEqualTo("squeezenet");
    assertThat(bundle.config().encoder().preprocessing()).isEqualTo(Preprocessing.kerasVgg(224));
    List<Hypothesis> said = say(bundle);
    assertThat(bundle.vocabulary().decode(said.get(0).tokens())).containsExactly(EXPECTED_WORDS);
    assertThat(said.get(0).logProbability())
        .isCloseTo(EXPECTED_LOG_PROBABILITY, Offset.offset(1e-4));
  }

  @Test
  void aModelOfFormatVersionOneHasNoConsensus() throws IOException {
    ModelBundle bundle = ModelBundle.read(VERSION_1);
    assertThat(bundle.config().standardMethod()).isEqualTo(DecodingMethod.BEAM);
    List<Hypothesis> said = say(bundle);
    assertThat(Decoding.STANDARD.choice(bundle).of(said)).isEqualTo(said);
    Decoding consensus = new Decoding(DecodingMethod.CONSENSUS, BeamSettings.STANDARD);
    assertThatThrownBy(() -> consensus.choice(bundle))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("document-frequencies.safetensors", "--decode beam", "train")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void documentFrequenciesTravelWithTheModel() throws IOException {
    ModelBundle bundle = small(folder.resolve("model"));
    bundle.write();
    List<int[]> captions = List.of(new int[] {3, 4}, new int[] {3, 5});
    DocumentFrequencies frequencies = DocumentFrequencies.of(List.of(captions, captions));
    ModelBundle.writeDocumentFrequencies(bundle.folder(), Optional.of(frequencies));
    assertThat(ModelBundle.read(bundle.folder()).documentFrequencies()).isEqualTo(frequencies);
    ModelBundle.writeDocumentFrequencies(bundle.folder(), Optional.empty());
    assertThatThrownBy(bundle::documentFrequencies).hasMessageContaining("no such file");
  }

  @Test
  void aModelMayHaveItsOwnDecoding() throws IOException {
    Path model = folder.resolve("model");
    small(model).write();
    Path config = model.resolve("config.json");
    String plain = Files.readString(config);
    assertThat(plain).doesNotContain("decoding");
    assertThat(decoding(config, plain, "{\"method\": \"consensus\"}"))
        .isEqualTo(new BundleConfig.DecodingSection(DecodingMethod.CONSENSUS, null));
    assertThat(BundleConfig.read(model).standardWidth(DecodingMethod.CONSENSUS)).isEqualTo(10);
    assertThat(decoding(config, plain, "{\"beam\": 5}"))
        .isEqualTo(new BundleConfig.DecodingSection(DecodingMethod.BEAM, 5));
    assertThat(BundleConfig.read(model).standardWidth(DecodingMethod.BEAM)).isEqualTo(5);
    assertThat(BundleConfig.read(model).standardWidth(DecodingMethod.CONSENSUS)).isEqualTo(10);
    assertThatThrownBy(() -> decoding(config, plain, "{\"method\": \"dice\"}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("config.json", "dice");
    assertThatThrownBy(() -> decoding(config, plain, "{\"beam\": 0}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("config.json", "a beam of 1 to 200 but found 0");
  }

  private static BundleConfig.DecodingSection decoding(Path config, String plain, String section)
      throws IOException {
    Files.writeString(config, plain.replaceFirst("\\{", "{\"decoding\": " + section + ","));
    return BundleConfig.read(config.getParent()).decoding();
  }

  @Test
  void everyFaultIsNamed() throws IOException {
    Path model = folder.resolve("model");
    small(model).write();
    Path config = model.resolve("config.json");
    String good = Files.readString(config);

    Files.writeString(config, good.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertFault(model, "config.json", "version 1 to 1", "2");
    Files.writeString(config, good.replace("\"lstm\"", "\"gru\""));
    assertFault(model, "config.json", "gru");
    Files.writeString(config, good.substring(0, 100));
    assertFault(model, "config.json", "JSON");
    Files.writeString(config, good.replace("\"words\"", "\"syllables\""));
    assertFault(model, "syllables");
    Files.writeString(config, good.replace("\"hiddenSize\" : 5", "\"hiddenSize\" : 6"));
    assertFault(model, "decoder.safetensors", "expected shape", "found");
    Files.writeString(config, good);

    Path decoder = model.resolve("decoder.safetensors");
    byte[] whole = Files.readAllBytes(decoder);
    Files.write(decoder, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertFault(model, "decoder.safetensors");
    Files.delete(decoder);
    assertFault(model, "decoder.safetensors");
  }

  private static void assertFault(Path model, String... parts) {
    assertThatThrownBy(() -> ModelBundle.read(model))
        .isInstanceOf(BadInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void weightsOutsideTheModelAreRefused() throws IOException {
    Path model = folder.resolve("model");
    small(model).write();
    Path config = model.resolve("config.json");
    String whole = Files.readString(config);
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(model.resolve("link"), secret);
    for (String name : List.of("../secret", secret.toString(), "link", "a/../../secret")) {
      Files.writeString(config, whole.replace("some weights", name));
      assertThatThrownBy(() -> ModelFolder.at(model).ownWeights())
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "%s: encoder.weights: expected a file in its folder, found '%s', which leads out of it"
                  .formatted(config, name));
    }
  }

  @Test
  void aModelInAnotherMayNameTheWeightsOfThatOne() throws IOException {
    Path model = folder.resolve("model");
    small(model).write();
    small(model.resolve("zh")).write();
    for (String each : List.of("config.json", "zh/config.json")) {
      Path config = model.resolve(each);
      String name = each.startsWith("zh") ? "../encoder.zip" : "encoder.zip";
      Files.writeString(config, Files.readString(config).replace("some weights", name));
    }
    Path weights = Files.writeString(model.resolve("encoder.zip"), "weights");
    assertThat(ModelFolder.at(model.resolve("zh")).ownWeights().orElseThrow())
        .isEqualTo(weights.toAbsolutePath());
    assertThat(ModelFolder.at(model).ownWeights()).contains(weights);
  }
}
