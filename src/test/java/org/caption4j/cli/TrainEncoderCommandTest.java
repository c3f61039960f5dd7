package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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

  private record Result(int exitCode, String err) {}

  private static Result run(Path out, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train-encoder",
                "--images",
                photos,
                "--val-images",
                heldOut,
                "--teacher-preprocessing",
                "tf:32",
                "--out",
                out,
                "--epochs",
                "1"));
    args.addAll(List.of(more));
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            args.stream().map(Object::toString).toArray(String[]::new));
    return new Result(code, err.toString());
  }

  private static void assertFault(Result result, String... words) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().toList()).last().asString().contains(words);
  }

  @Test
  void learnsFeaturesAndClassesOfPhotosThatAreNotLeftOut() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "photo1.png\n\nsomewhere/photo3.png\r\nelsewhere.png\n");
    Path out = folder.resolve("both");
    Result result =
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
        "checkpoint of",
        "4 photos",
        "2 photos");
  }

  @Test
  void learnsTheVectorsOfAnEncoder() {
    Path out = folder.resolve("vectors");
    Result result = run(out, "--teacher", "onnx:" + teacher + "#pooled", "--network", "compact");
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
