package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.caption4j.encoder.onnx.ConvolutionNetwork;
import org.caption4j.encoder.onnx.OnnxWriter;
import org.caption4j.tensor.SafeTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network in ONNX as the encoder of a model, through the command line alone. */
class OnnxCommandLineTest {
  private static final Map<String, Color> COLOURS =
      Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE, "black", Color.BLACK);

  @TempDir static Path folder;
  private static Path photos;
  private static Path captions;
  private static Path network;
  private static Path model;

  @BeforeAll
  static void trainAModelOnColours() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
    captions = folder.resolve("captions.json");
    network = folder.resolve("a network #1.onnx");
    model = folder.resolve("model");
    List<Map<String, Object>> images = new ArrayList<>();
    List<Map<String, Object>> sentences = new ArrayList<>();
    for (Map.Entry<String, Color> colour : COLOURS.entrySet()) {
      String file = colour.getKey() + ".png";
      int id = images.size() + 1;
      draw(photos.resolve(file), colour.getValue());
      images.add(Map.of("id", id, "file_name", file));
      sentences.add(
          Map.of("id", id, "image_id", id, "caption", "Nothing but " + colour.getKey() + "."));
    }
    new ObjectMapper()
        .writeValue(captions.toFile(), Map.of("images", images, "annotations", sentences));
    new ConvolutionNetwork(7).write(network, "n", 16, 16);
    CommandResult trained = train(model, "--encoder", "onnx:" + network + "#features");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static void draw(Path file, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 20, 20);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static CommandResult train(Path out, Object... encoder) {
    List<Object> args =
        new ArrayList<>(List.of("train", "--annotations", captions, "--images", photos));
    args.addAll(List.of("--val-annotations", captions, "--out", out));
    args.addAll(List.of("--hidden", "32", "--embedding", "16", "--min-count", "1"));
    args.addAll(List.of("--batch", "4", "--rate", "0.01", "--decay", "1", "--dropout", "0"));
    args.addAll(List.of("--epochs", "150", "--patience", "150"));
    args.addAll(List.of("--preprocessing", "tf:16"));
    args.addAll(List.of(encoder));
    return run(args.toArray());
  }

  @Test
  void aModelBringsTheNetworkAlongAndDescribesPhotos() throws IOException {
    JsonNode encoder = new ObjectMapper().readTree(model.resolve("config.json").toFile());
    assertThat(encoder.at("/formatVersion").asInt()).isEqualTo(1);
    assertThat(encoder.at("/encoder/network").asText()).isEqualTo("onnx#features");
    assertThat(encoder.at("/encoder/weights").asText()).isEqualTo("encoder.onnx");
    assertThat(model.resolve("encoder.onnx")).hasSameBinaryContentAs(network);
    for (String colour : COLOURS.keySet()) {
      CommandResult result = run("caption", photos.resolve(colour + ".png"), "--model", model);
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isEqualTo("nothing but " + colour + System.lineSeparator());
    }
  }

  @Test
  void aModelRefusesAnotherNetwork() throws IOException {
    Path other = folder.resolve("other.onnx");
    new ConvolutionNetwork(8).write(other, "n", 16, 16);
    CommandResult result =
        run("caption", photos.resolve("red.png"), "--model", model, "--weights", other);
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err())
        .startsWith("caption4j: " + other + ": expected the weights that the model")
        .hasLineCount(1);
    Path changed = Files.createDirectories(folder.resolve("changed"));
    for (String file : List.of("config.json", "vocabulary.json", "decoder.safetensors")) {
      Files.copy(model.resolve(file), changed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.copy(other, changed.resolve("encoder.onnx"));
    assertThat(run("caption", photos.resolve("red.png"), "--model", changed).err())
        .contains("expected the weights that the model");
  }

  @Test
  void featuresOfAnyOutput() throws IOException {
    Path vectors = folder.resolve("logits.safetensors");
    CommandResult result =
        run(
            "features",
            "--images",
            photos,
            "--out",
            vectors,
            "--encoder",
            "onnx#logits",
            "--weights",
            network,
            "--preprocessing",
            "tf:16");
    assertThat(result.exitCode()).as(result.err()).isZero();
    try (SafeTensors file = SafeTensors.open(vectors)) {
      assertThat(file.names()).isNotEmpty();
      assertThat(file.metadata().toString()).contains("onnx#logits");
    }
  }

  @Test
  void faultsTakeOneLine() {
    Path out = folder.resolve("none");
    assertFault(train(out, "--encoder", "onnx:" + network), "expected the name of an output");
    assertFault(train(out, "--encoder", "onnx:none.onnx#x"), "none.onnx#x: no such file");
    assertFault(
        train(out, "--encoder", "onnx:" + network + "#features", "--weights", network),
        "expected no other weights");
    assertFault(train(out, "--encoder", "onnx"), "expected a network's file");
    assertFault(
        run(
            "features",
            "--images",
            photos,
            "--out",
            out,
            "--encoder",
            "onnx:" + network + "#features"),
        "a network #1.onnx.json beside it, or --preprocessing");
    assertFault(
        run(
            "features",
            "--images",
            photos,
            "--out",
            out,
            "--encoder",
            "onnx:" + network + "#features",
            "--preprocessing",
            "tensorflow"),
        "preprocessing tensorflow: expected torchvision, tf or caffe");
    assertFault(run("models", "import", "mine", network, "--network", "onnx"), "onnx:FILE#OUTPUT");
  }

  @Test
  void whoeverFineTunesIsToldWhatIsInTheWay() throws IOException {
    Path unknown = folder.resolve("unknown.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, 16, 16)
        .node("Erf", "odd", "photo")
        .node("GlobalAveragePool", "features", "odd")
        .output("features", OnnxWriter.FLOAT, "n", 3, 1, 1)
        .write(unknown);
    Path out = folder.resolve("none");
    assertFault(
        train(out, "--encoder", "onnx:" + unknown, "--fine-tune", 1),
        "onnx#features cannot be fine-tuned: " + unknown + ": Erf node 'odd': this operator");
  }

  private static void assertFault(CommandResult result, String message) {
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).startsWith("caption4j: ").contains(message).hasLineCount(1);
  }
}
