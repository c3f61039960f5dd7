package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.ColouredSquares;
import org.caption4j.encoder.RandomWeightsFile;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose photos, or captions, are not all there. */
class TrainMissingPhotosTest {
  @TempDir Path folder;
  private ColouredSquares squares;
  private Path weights;

  @BeforeEach
  void draw() throws IOException {
    squares = ColouredSquares.in(folder);
    weights = folder.resolve("weights.safetensors");
    RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 5, weights);
  }

  private CommandResult train(Path annotations, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--annotations", annotations));
    args.addAll(List.of("--val-annotations", squares.captions(), "--images", squares.photos()));
    args.addAll(List.of("--encoder", "simplecnn", "--weights", weights));
    args.addAll(List.of("--out", folder.resolve("out"), "--hidden", "16", "--embedding", "8"));
    args.addAll(List.of("--min-count", "1", "--batch", "4", "--epochs", "1"));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  @Test
  void tooManyAreToldInOneLine() throws IOException {
    List<String> lines = new ArrayList<>(List.of("image,caption", "red.png,Red", "blue.png,Blue"));
    for (int k = 0; k < 3000; k++) {
      lines.add("absent %d.png,Nothing".formatted(k));
    }
    Path table = Files.write(folder.resolve("captions.txt"), lines);
    String told = "captions.txt: 3,000 of its 3,002 photos cannot be read in " + squares.photos();
    CommandResult refused = train(table, "--views", 1);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(told).doesNotContain("does not exist");
    CommandResult refusedToo = train(table, "--fine-tune", 1);
    assertThat(refusedToo.exitCode()).isEqualTo(1);
    assertThat(refusedToo.err()).contains(told).doesNotContain("does not exist");
    CommandResult allowed = train(table, "--views", 1, "--allow-missing");
    assertThat(allowed.exitCode()).as(allowed.err()).isZero();
    assertThat(allowed.err().lines().filter(line -> line.contains("does not exist"))).hasSize(10);
    assertThat(allowed.err())
        .contains("caption4j: 2,990 photos more cannot be read, 3,000 in all")
        .contains("training: captions.txt, 2 photos, 2 captions");
  }

  @Test
  void captionsLeftOutAreTold() throws IOException {
    Path table = Files.writeString(folder.resolve("t.txt"), "blue.png,Blue\nblue.png,\n");
    CommandResult trained = train(table, "--views", 1);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("caption4j: warning: t.txt: left out 1 null or blank captions")
        .doesNotContain("squares.json: left out");
  }

  @Test
  void brokenPhotosCountToo() throws IOException {
    Files.writeString(squares.photos().resolve("red.png"), "no photo");
    Path table = Files.writeString(folder.resolve("t.txt"), "blue.png,Blue\nred.png,Red\n");
    CommandResult refused = train(table, "--views", 1);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("t.txt: 1 of its 2 photos cannot be read in");
  }

  @Test
  void namesMayBeWrittenInTheOtherWay() throws IOException {
    Files.move(squares.photos().resolve("red.png"), squares.photos().resolve("re\u0301d.png"));
    Files.copy(squares.photos().resolve("re\u0301d.png"), squares.photos().resolve("red.png"));
    Path table = Files.writeString(folder.resolve("t.txt"), "r\u00e9d.png,Red\nblue.png,Blue\n");
    CommandResult trained = train(table, "--views", 1);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("training: t.txt, 2 photos, 2 captions");
  }
}
