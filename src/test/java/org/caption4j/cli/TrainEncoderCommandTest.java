package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.caption4j.encoder.onnx.ConvolutionNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train-encoder} from the command line, with a tiny teacher in ONNX. */
class TrainEncoderCommandTest {
  @TempDir static Path folder;
  private static Path photos;
  private static Path heldOut;
  private static Path teacher;

  @BeforeAll
  static void draw() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
    heldOut = Files.createDirectories(folder.resolve("held-out"));
    for (int k = 0; k < 6; k++) {
      BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < 32; x++) {
        image.setRGB(x, 3 * k, Color.getHSBColor(k / 6f, 1, 1).getRGB());
      }
      Path where = k < 4 ? photos : heldOut;
      ImageIO.write(image, "png", where.resolve("photo" + k + ".png").toFile());
    }
    teacher = folder.resolve("teacher.onnx");
    new ConvolutionNetwork(5).write(teacher, "n", "h", "w");
  }

  private static CommandResult run(Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train-encoder", "--images", photos));
    args.addAll(List.of("--val-images", heldOut, "--teacher-preprocessing", "tf:32"));
    args.addAll(List.of("--out", out, "--epochs", "1"));
    args.addAll(List.of(more));
    return CommandResult.run(args.toArray());
  }

  private static void assertFault(CommandResult result, String... words) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().toList()).last().asString().contains(words);
  }

  @Test
  void learnsFeaturesAndClassesOfPhotosThatAreNotLeftOut() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "photo1.png\n\nsomewhere/photo3.png\r\nelsewhere.png\n");
    Path out = folder.resolve("both");
    CommandResult result =
        run(
            out,
            "--teacher",
            "onnx:" + teacher + "#features",
            "--teacher-logits",
            "logits",
            "--exclude",
            list);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("2 photos, 2 held out").contains("top-5 1.000");
    assertThat(out.resolve("encoder.safetensors")).exists();
    assertFault(
        run(
            out,
            "--teacher",
            "onnx:" + teacher + "#features",
            "--teacher-logits",
            "logits",
            "--resume"),
        "other data or settings",
        "4 photos",
        "2 photos");
  }

  @Test
  void tellsHowWellAnEncoderAgreesWithItsTeacher() throws IOException {
    Path out = folder.resolve("examined");
    String features = "onnx:" + teacher + "#features";
    CommandResult trained = run(out, "--teacher", features, "--teacher-logits", "logits");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    List<Object> args = new ArrayList<>(List.of("agreement", "--images", heldOut));
    args.addAll(List.of("--teacher", features, "--teacher-preprocessing", "tf:32"));
    args.addAll(List.of("--weights", out.resolve("encoder.safetensors")));
    CommandResult onFeatures = CommandResult.run(args.toArray());
    assertThat(onFeatures.exitCode()).as(onFeatures.err()).isZero();
    assertThat(onFeatures.out()).contains("Photos", "Cosine", "Explained").doesNotContain("Top-5");
    args.addAll(List.of("--teacher-logits", "logits"));
    CommandResult onBoth = CommandResult.run(args.toArray());
    // With logits, ONNX Runtime runs the teacher: the last digits differ.
    String cosine = onFeatures.out().lines().toList().get(1);
    assertThat(onBoth.out()).contains(cosine, "Explained", "Top-5      1.0000");
    args.addAll(List.of("--heads", out.resolve("encoder.safetensors")));
    assertFault(CommandResult.run(args.toArray()), "encoder.safetensors", "features/W");
  }

  @Test
  void learnsTheVectorsOfAnEncoder() {
    Path out = folder.resolve("vectors");
    CommandResult result =
        run(out, "--teacher", "onnx:" + teacher + "#pooled", "--network", "compact");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("held out: cosine").doesNotContain("top-5");
  }

  @Test
  void faultsAreToldInALine() throws IOException {
    Path out = folder.resolve("faults");
    String features = "onnx:" + teacher + "#features";
    assertFault(
        run(out, "--teacher", features, "--teacher-logits", "classes"),
        "teacher.onnx",
        "no output 'classes'",
        "logits");
    assertFault(
        run(out, "--teacher", features, "--teacher-logits", "map"), "expected an output map");
    assertFault(
        run(out, "--teacher", "squeezenet", "--teacher-logits", "logits"),
        "--teacher-logits",
        "onnx:FILE#OUTPUT");
    assertFault(
        run(out, "--teacher", features, "--network", "compact-vgg19"),
        "--network",
        "compact, compact-vgg");
    Path list = folder.resolve("others.txt");
    Files.writeString(list, "other.png\n");
    assertFault(run(out, "--teacher", features, "--exclude", list), "others.txt", "1 names");
    assertFault(
        run(out, "--teacher", features, "--exclude", folder.resolve("none.txt")), "none.txt");
    Files.writeString(list, "photo0.png\nphoto1.png\nphoto2.png\nphoto3.png\n");
    assertFault(
        run(out, "--teacher", features, "--exclude", list), "photos to learn from", "found none");
  }
}
