package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.caption4j.ColouredSquares;
import org.caption4j.encoder.RandomWeightsFile;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From captions and photos to a model and back to captions, through the command line alone. */
class CommandLineTest {
  private static final Map<String, Color> COLOURS =
      Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE, "white", Color.WHITE);

  @TempDir static Path folder;
  private static Path photos;
  private static Path captions;
  private static Path weights;
  private static Path model;

  private static CommandResult train(Path out, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--annotations",
                captions,
                "--images",
                photos,
                "--val-annotations",
                captions,
                "--encoder",
                "simplecnn",
                "--weights",
                weights,
                "--out",
                out,
                "--hidden",
                "32",
                "--embedding",
                "16",
                "--min-count",
                "1",
                "--batch",
                "4",
                "--rate",
                "0.01",
                "--decay",
                "1",
                "--dropout",
                "0"));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  @BeforeAll
  static void trainAModelOnColouredSquares() throws IOException {
    photos = Files.createDirectories(folder.resolve("some photos"));
    captions = folder.resolve("captions.json");
    weights = folder.resolve("weights.safetensors");
    model = folder.resolve("model");
    List<Map<String, Object>> images = new ArrayList<>();
    List<Map<String, Object>> annotations = new ArrayList<>();
    for (String colour : COLOURS.keySet()) {
      int id = images.size() + 1;
      ColouredSquares.draw(photos.resolve(colour + ".png"), COLOURS.get(colour));
      images.add(Map.of("id", id, "file_name", colour + ".png"));
      annotations.add(Map.of("id", id, "image_id", id, "caption", "The " + colour + " square."));
    }
    new ObjectMapper()
        .writeValue(captions.toFile(), Map.of("images", images, "annotations", annotations));
    RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 5, weights);
    CommandResult trained = train(model, "--epochs", "100", "--patience", "100");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  @Test
  void onePhotoGivesTheSentenceAlone() {
    CommandResult result = run("caption", photos.resolve("red.png"), "--model", model);
    assertThat(result.out()).isEqualTo("the red square" + System.lineSeparator());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void severalPhotosComeWithTheirPaths() {
    Path red = photos.resolve("red.png");
    Path blue = photos.resolve("blue.png");
    CommandResult result = run("caption", blue, red, "--model", model);
    assertThat(result.lines())
        .containsExactly(blue + "\tthe blue square", red + "\tthe red square");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aQuietBatchTellsOfPhotosThatCannotBeDescribedAlone() throws IOException {
    Path both = Files.createDirectories(folder.resolve("both"));
    Files.copy(photos.resolve("red.png"), both.resolve("red.png"));
    Files.writeString(both.resolve("broken.png"), "no photo");
    Path log = folder.resolve("batch.log");
    Path out = folder.resolve("both.jsonl");
    CommandResult result =
        run("-q", "batch", both, "--out", out, "--model", model, "--log-file", log);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1).startsWith("caption4j: " + both.resolve("broken.png"));
    assertThat(log)
        .content()
        .contains("caption4j: " + both.resolve("broken.png"), "1 described, 0 skipped");
    Path vectors = folder.resolve("vectors.safetensors");
    CommandResult computed =
        run(
            "features",
            "--images",
            both,
            "--encoder",
            "simplecnn",
            "--weights",
            weights,
            "--out",
            vectors);
    assertThat(computed.exitCode()).isEqualTo(1);
    assertThat(computed.err().lines())
        .last()
        .isEqualTo("The vectors of 1 photos are in " + vectors + "; 1 could not be read.");
  }

  @Test
  void jsonIsAnObjectALine() throws IOException {
    Path red = photos.resolve("red.png");
    CommandResult result = run("caption", red, "--model", model, "--json", "--top", "2");
    JsonNode line = new ObjectMapper().readTree(result.lines().get(0));
    assertThat(result.lines()).hasSize(1);
    assertThat(line.fieldNames()).toIterable().containsExactly("image", "captions");
    assertThat(line.path("image").asText()).isEqualTo(red.toString());
    assertThat(line.path("captions")).hasSize(2);
    assertThat(line.path("captions").get(0).path("text").asText()).isEqualTo("the red square");
    double first = line.path("captions").get(0).path("logProbability").asDouble();
    double second = line.path("captions").get(1).path("logProbability").asDouble();
    assertThat(first).isBetween(-1.0, 0.0).isGreaterThan(second);
  }

  @Test
  void consensusChoosesAmongTheBeam() throws IOException {
    Path red = photos.resolve("red.png");
    CommandResult best = run("caption", red, "--model", model, "--decode", "consensus");
    assertThat(best.exitCode()).as(best.err()).isZero();
    assertThat(best.lines()).hasSize(1);
    CommandResult all =
        run(
            "caption",
            red,
            "--model",
            model,
            "--json",
            "--decode",
            "beam",
            "--beam",
            "4",
            "--top",
            "4");
    CommandResult chosen =
        run(
            "caption",
            red,
            "--model",
            model,
            "--json",
            "--decode",
            "CONSENSUS",
            "--beam",
            "4",
            "--top",
            "4");
    JsonNode found = new ObjectMapper().readTree(all.out()).path("captions");
    JsonNode ordered = new ObjectMapper().readTree(chosen.out()).path("captions");
    assertThat(ordered).hasSize(4).containsExactlyInAnyOrderElementsOf(found);
    CommandResult scored =
        run(
            "evaluate",
            "--annotations",
            captions,
            "--images",
            photos,
            "--model",
            model,
            "--decode",
            "consensus");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    assertThat(run("caption", red, "--decode", "dice").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"beam", "consensus"})
  void sentencesAreAsLongAsAskedFor(String method) {
    CommandResult shortest =
        run("caption", photos.resolve("red.png"), "--decode", method, "--max-length", 2);
    assertThat(shortest.exitCode()).as(shortest.err()).isZero();
    assertThat(shortest.lines().get(0).split(" ")).hasSizeLessThanOrEqualTo(2);
    CommandResult longest =
        run("caption", photos.resolve("red.png"), "--decode", method, "--min-length", 16);
    assertThat(longest.exitCode()).as(longest.err()).isZero();
    assertThat(longest.lines().get(0).split(" ")).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void consensusNeedsAModelWithDocumentFrequencies() throws IOException {
    Path old = Files.createDirectories(folder.resolve("old"));
    for (String file :
        List.of("config.json", "vocabulary.json", "decoder.safetensors", "encoder.safetensors")) {
      Files.copy(model.resolve(file), old.resolve(file));
    }
    Path red = photos.resolve("red.png");
    assertThat(run("caption", red, "--model", old).out())
        .isEqualTo("the red square" + System.lineSeparator());
    CommandResult refused = run("caption", red, "--model", old, "--decode", "consensus");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).hasLineCount(1).contains("document-frequencies", "--decode beam");
    Path frequencies = Files.writeString(old.resolve("document-frequencies.safetensors"), "none");
    assertThat(run("caption", red, "--model", old).exitCode()).isZero();
    CommandResult damaged = run("caption", red, "--model", old, "--decode", "consensus");
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.err()).hasLineCount(1).contains(frequencies.toString());

    Files.delete(frequencies);
    Path config = old.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst("\\{", "{\"decoding\": {\"method\": \"consensus\", \"beam\": 5},"));
    assertThat(run("caption", red, "--model", old).err()).contains("document-frequencies");
    assertThat(run("caption", red, "--model", old, "--decode", "beam").exitCode()).isZero();
  }

  @Test
  void aBrokenPhotoIsNamedAndTheOthersAreDescribed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.jpg"), "not a photo");
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    Path missing = folder.resolve("missing.png");
    Path red = photos.resolve("red.png");
    CommandResult result = run("caption", text, empty, red, missing, photos, "--model", model);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines()).containsExactly(red + "\tthe red square");
    List<String> messages = result.err().lines().toList();
    assertThat(messages).hasSize(4).allSatisfy(line -> assertThat(line).startsWith("caption4j: "));
    assertThat(messages.get(0)).contains(text.toString());
    assertThat(messages.get(1)).contains(empty.toString()).contains("empty");
    assertThat(messages.get(2)).contains(missing.toString());
    assertThat(messages.get(3)).contains(photos.toString()).contains("folder");
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run("caption").exitCode()).isEqualTo(2);
    assertThat(run("sing").exitCode()).isEqualTo(2);
    CommandResult beam = run("caption", "x.jpg", "--beam", "0");
    assertThat(beam.exitCode()).isEqualTo(2);
    assertThat(beam.err()).contains("--beam: expected 1 to 200, found 0");
    CommandResult top = run("caption", "x.jpg", "--beam", "2", "--top", "3");
    assertThat(top.exitCode()).isEqualTo(2);
    assertThat(top.err()).contains("found 3");
    assertThat(run("train", "--epochs", "many").exitCode()).isEqualTo(2);
    assertThat(train(folder.resolve("never"), "--epochs", "0").exitCode()).isEqualTo(2);
    assertThat(train(folder.resolve("never"), "--beam", "0").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"caption", "train", "features"})
  void helpNamesEveryOptionWithItsDefault(String command) {
    CommandResult result = run(command, "--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: caption4j " + command);
  }

  @Test
  void whatIsNotAModelIsOneLine() throws IOException {
    CommandResult nowhere =
        run("caption", photos.resolve("red.png"), "--model", folder.resolve("no"));
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err().lines()).hasSize(1).first().asString().contains("found nothing");
    CommandResult file = run("caption", photos.resolve("red.png"), "--model", captions);
    assertThat(file.err().lines()).hasSize(1).first().asString().contains("found a file");
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("config.json"), "{\"formatVersion\": 99}");
    CommandResult newer = run("caption", photos.resolve("red.png"), "--model", broken);
    assertThat(newer.err().lines()).hasSize(1).first().asString().contains("99");
  }

  @Test
  void otherWeightsThanTheModelsAreRefused() throws IOException {
    Path other = folder.resolve("other.safetensors");
    RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 6, other);
    CommandResult result =
        run("caption", photos.resolve("red.png"), "--model", model, "--weights", other);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("fingerprint");
  }

  @Test
  void aTrainingIsNotOverwrittenButContinued() {
    CommandResult again = train(model, "--epochs", "101", "--patience", "100");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("--resume");
    CommandResult resumed = train(model, "--epochs", "101", "--patience", "100", "--resume");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch 100").contains("epoch 101:");
  }

  @Test
  void aModelSpeaksTheLanguagesThatItBrings() throws IOException {
    Path english = folder.resolve("english");
    assertThat(train(english, "--epochs", "1").exitCode()).isZero();
    Path chinese = folder.resolve("chinese.json");
    String text = Files.readString(captions);
    for (Map.Entry<String, String> name :
        Map.of("red", "红", "green", "绿", "blue", "蓝", "white", "白").entrySet()) {
      text = text.replace("The " + name.getKey() + " square.", name.getValue() + "色的方块。");
    }
    Files.writeString(chinese, text);
    List<Object> args = new ArrayList<>(List.of("train", "--annotations", chinese));
    args.addAll(List.of("--val-annotations", chinese, "--images", photos, "--lang", "zh"));
    args.addAll(List.of("--encoder", "simplecnn", "--out", english.resolve("zh")));
    args.addAll(List.of("--weights", english.resolve("encoder.safetensors")));
    args.addAll(List.of("--hidden", "32", "--embedding", "16", "--min-count", "1", "--batch", "4"));
    args.addAll(List.of("--rate", "0.01", "--decay", "1", "--dropout", "0", "--views", "2"));
    args.addAll(List.of("--epochs", "100", "--patience", "100"));
    args.addAll(List.of("--decode", "consensus", "--beam", "4"));
    CommandResult trained = run(args.toArray());
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("parts 1 of 1 of them: 4/4 photos");
    assertThat(english.resolve("zh/encoder.safetensors")).doesNotExist();
    assertThat(english.resolve("zh/view-1-features.safetensors")).exists();
    JsonNode config = new ObjectMapper().readTree(english.resolve("zh/config.json").toFile());
    assertThat(config.at("/language").asText()).isEqualTo("zh");
    assertThat(config.at("/tokenizer").asText()).isEqualTo("han");
    assertThat(config.at("/decoding/method").asText()).isEqualTo("consensus");
    assertThat(config.at("/decoding/beam").asInt()).isEqualTo(4);

    Path red = photos.resolve("red.png");
    CommandResult spoken = run("caption", red, "--model", english, "--lang", "zh");
    assertThat(spoken.lines()).containsExactly("红色的方块");
    CommandResult scored =
        run(
            "evaluate",
            "--annotations",
            chinese,
            "--images",
            photos,
            "--model",
            english,
            "--lang",
            "zh");
    assertThat(scored.out()).contains("Han character").containsPattern("(?m)^Bleu_1 +1\\.000$");
    CommandResult other = run("caption", red, "--model", english, "--lang", "fr");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err().lines()).hasSize(1).first().asString().contains("speaks en, zh");
    assertThat(run("caption", red, "--model", english, "--lang", "../zh").exitCode()).isEqualTo(2);
  }

  @Test
  void theEpochIsChosenByCiderOfSeveralSets() throws IOException {
    Path chosen = folder.resolve("chosen");
    Object[] more = {
      "--epochs",
      2,
      "--select",
      "cider",
      "--annotations",
      captions,
      "--images",
      photos,
      "--weight",
      0.5,
      "--val-annotations",
      captions
    };
    CommandResult result = train(chosen, more);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("training: captions.json, 4 photos, 4 captions, weight 0.5")
        .contains("validation set 2: perplexity")
        .containsPattern("is that of epoch \\d, the best by validation CIDEr \\d");
    assertThat(Files.readAllLines(chosen.resolve("training.csv")).get(0))
        .contains(",validation_cider,validation_1_perplexity,validation_1_cider,");
    CommandResult french = train(chosen, "--lang", "fr", "--select", "cider");
    assertThat(french.exitCode()).isEqualTo(2);
    assertThat(french.err()).contains("--select cider").contains("en, zh");
    assertThat(train(chosen, "--annotations", captions).exitCode()).isEqualTo(2);
    assertThat(train(chosen, "--weight", 0).exitCode()).isEqualTo(2);
  }

  @Test
  void trainingCanStartFromAModel() throws IOException {
    Path tuned = folder.resolve("tuned");
    CommandResult result = train(tuned, "--epochs", "1", "--start", model);
    assertThat(result.exitCode()).as(result.err()).isZero();
    double perplexity =
        new ObjectMapper()
            .readTree(tuned.resolve("config.json").toFile())
            .at("/training/figures/trainPerplexity")
            .asDouble();
    assertThat(perplexity).isLessThan(1.5);
  }

  @Test
  void theEncoderCanBeTrainedAlong() throws IOException {
    Path tuned = folder.resolve("fine-tuned");
    Object[] more = {"--fine-tune", 2, "--encoder-rate", "0.0001", "--start", model};
    CommandResult result = fineTune(tuned, 1, more);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tuned.resolve("encoder.safetensors")).exists();
    assertThat(run("caption", photos.resolve("red.png"), "--model", tuned).lines())
        .containsExactly("the red square");
    CommandResult resumed =
        fineTune(tuned, 2, more[0], more[1], more[2], more[3], more[4], model, "--resume");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch 1").contains("epoch 2:");
    // what it made can be gone on from, with the encoder that it brings
    CommandResult again =
        run(fineTuning("graph", folder.resolve("twice"), 1, "--fine-tune", 1, "--start", tuned));
    assertThat(again.exitCode()).as(again.err()).isZero();
  }

  @Test
  void bothNetworksCanBeTrainedInTwoStages() throws IOException {
    Path staged = folder.resolve("staged");
    Object[] more = {
      "--fine-tune",
      "all",
      "--frozen-epochs",
      2,
      "--encoder-rate",
      "0.0001",
      "--photo-size",
      32,
      "--first-layer-factor",
      "0.5",
      "--drop-path",
      "0.1",
      "--min-count",
      1,
      "--weights",
      weights
    };
    CommandResult result = fineTune(staged, 1, more);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("epoch 2/2").contains("epoch 1/1").contains("Steps of");
    assertThat(staged.resolve("frozen/config.json")).exists();
    CommandResult found = run("caption", photos.resolve("red.png"), "--model", staged);
    assertThat(found.exitCode()).as(found.err()).isZero();
    assertThat(Files.readString(staged.resolve("config.json"))).contains("\"graph\"");
  }

  private static CommandResult fineTune(Path out, int epochs, Object... more) {
    return run(fineTuning("simplecnn", out, epochs, more));
  }

  private static Object[] fineTuning(String encoder, Path out, int epochs, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--annotations", captions));
    args.addAll(List.of("--val-annotations", captions, "--images", photos, "--out", out));
    args.addAll(List.of("--encoder", encoder, "--batch", "4", "--rate", "0.0005"));
    args.addAll(List.of("--dropout", "0", "--epochs", epochs));
    args.addAll(List.of(more));
    return args.toArray();
  }

  @Test
  void fineTuningTellsWhatItCannotDo() {
    Path never = folder.resolve("never tuned");
    CommandResult many = train(never, "--fine-tune", 99);
    assertThat(many.exitCode()).isEqualTo(1);
    assertThat(many.err()).contains("simplecnn: expected at most").contains("found 99");
    assertThat(train(never, "--fine-tune", 0).exitCode()).isEqualTo(2);
    assertThat(train(never, "--encoder-rate", "0.1").exitCode()).isEqualTo(2);
    assertThat(train(never, "--fine-tune", "most").exitCode()).isEqualTo(2);
    assertThat(train(never, "--frozen-epochs", 1).exitCode()).isEqualTo(2);
    assertThat(train(never, "--fine-tune", 1, "--frozen-epochs", -1).exitCode()).isEqualTo(2);
    assertThat(train(never, "--fine-tune", 1, "--weights-name", "x").exitCode()).isEqualTo(2);
    CommandResult other =
        run(
            "train",
            "--annotations",
            captions,
            "--images",
            photos,
            "--val-annotations",
            captions,
            "--encoder",
            "vgg16",
            "--out",
            never,
            "--start",
            model,
            "--fine-tune",
            1);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err().lines()).hasSize(1).first().asString().contains("simplecnn");
  }

  @Test
  void featuresAreComputedOnceAndReported() throws IOException {
    Path mixed = Files.createDirectories(folder.resolve("mixed/below"));
    ColouredSquares.draw(mixed.resolve("ok.png"), Color.RED);
    Files.writeString(mixed.resolve("bad.jpg"), "no photo");
    Path endless = mixed.resolve("endless.jpg");
    ImageIO.write(ImageIO.read(mixed.resolve("ok.png").toFile()), "jpg", endless.toFile());
    byte[] jpeg = Files.readAllBytes(endless);
    Files.write(endless, Arrays.copyOf(jpeg, jpeg.length - 2));
    Path out = folder.resolve("vectors.safetensors");
    CommandResult result =
        run(
            "features",
            "--images",
            folder.resolve("mixed"),
            "--encoder",
            "simplecnn",
            "--weights",
            weights,
            "--out",
            out);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("bad.jpg")
        .contains("warning: " + endless + " has no end-of-image marker");
    assertThat(out).exists();
    Path bare = Files.createDirectories(folder.resolve("bare"));
    CommandResult none =
        run(
            "features",
            "--images",
            bare,
            "--encoder",
            "simplecnn",
            "--weights",
            weights,
            "--out",
            out);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("found none");
    CommandResult network =
        run(
            "features",
            "--images",
            photos,
            "--encoder",
            "vgg17",
            "--weights",
            weights,
            "--out",
            out);
    assertThat(network.exitCode()).isEqualTo(1);
    assertThat(network.err().lines()).hasSize(1);
  }

  @Test
  void photosAreDescribedAndScoredInOneRun() throws IOException {
    Path made = folder.resolve("made.json");
    Path page = folder.resolve("page.html");
    CommandResult result =
        run(
            "evaluate",
            "--annotations",
            captions,
            "--images",
            photos,
            "--model",
            model,
            "--beam",
            "2",
            "--save-results",
            made,
            "--html",
            page);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).containsPattern("(?m)^Bleu_1 +1\\.000$");
    assertThat(result.err()).contains("captions: 4/4 photos");
    assertThat(Files.readString(page)).contains("data:image/jpeg;base64,");
    assertThat(run("evaluate", "--annotations", captions, "--results", made).out())
        .isEqualTo(result.out());
  }

  @Test
  void absentPhotosAreToldBeforeTheWork() throws IOException {
    Path few = Files.createDirectories(folder.resolve("few"));
    Files.copy(photos.resolve("red.png"), few.resolve("red.png"));
    CommandResult refused =
        run("evaluate", "--annotations", captions, "--images", few, "--model", model);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err()).contains("expected the 4 photos", "found none of 3 of them");
    CommandResult allowed =
        run(
            "evaluate",
            "--annotations",
            captions,
            "--images",
            few,
            "--model",
            model,
            "--allow-missing");
    assertThat(allowed.exitCode()).isZero();
    assertThat(allowed.out()).contains("3 of 4 images have no caption");
  }
}
