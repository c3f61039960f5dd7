package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.ColouredSquares;
import org.caption4j.RunLock;
import org.caption4j.encoder.RandomWeightsFile;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands read is not overwritten, and what they write is what was asked for. */
class OutputsTest {
  @TempDir Path folder;
  private ColouredSquares squares;
  private Path references;
  private Path results;

  @BeforeEach
  void draw() throws IOException {
    squares = ColouredSquares.in(folder);
    references = Path.of(squares.captions());
    StringBuilder text = new StringBuilder("[");
    for (int k = 1; k <= 8; k++) {
      text.append("%s{\"image_id\": %d, \"caption\": \"a square\"}".formatted(k > 1 ? "," : "", k));
    }
    results = Files.writeString(folder.resolve("results.json"), text + "]");
  }

  private CommandResult evaluate(Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("evaluate", "--annotations", references, "--results", results));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  private static void assertRefused(CommandResult result, Object... words) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains(Stream.of(words).map(Object::toString).toList());
  }

  private static byte[][] contents(Path... files) throws IOException {
    byte[][] contents = new byte[files.length][];
    for (int k = 0; k < files.length; k++) {
      contents[k] = Files.readAllBytes(files[k]);
    }
    return contents;
  }

  @Test
  void evaluateOverwritesNothingThatItReadsOrWritesOrThatIsForeign() throws IOException {
    Path photo = squares.photos().resolve("red.png");
    Path hard = Files.createLink(folder.resolve("hard.json"), references);
    Path page = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html>\n<p>mine\n");
    byte[][] before = contents(references, results, photo, page);
    assertRefused(evaluate("--json", references), "--annotations reads");
    assertRefused(evaluate("--json", hard), "--annotations reads");
    assertRefused(evaluate("--html", results), "--results reads");
    assertRefused(evaluate("--json", photo), photo, "is not a report");
    assertRefused(evaluate("--html", photo), photo, "is not a page");
    assertRefused(evaluate("--html", page), page, "is not a page");
    Path twice = folder.resolve("twice");
    assertRefused(evaluate("--html", twice, "--json", twice), "--json writes");
    CommandResult saved =
        run(
            "evaluate",
            "--annotations",
            references,
            "--images",
            squares.photos(),
            "--save-results",
            references);
    assertRefused(saved, "--annotations reads");
    assertThat(contents(references, results, photo, page)).isDeepEqualTo(before);
    assertThat(twice).doesNotExist();
  }

  @Test
  void reportsAndPagesReplaceThoseOfBefore() {
    Path json = folder.resolve("report.json");
    Path html = folder.resolve("page.html");
    for (int k = 0; k < 2; k++) {
      assertThat(evaluate("--json", json, "--html", html).exitCode()).isZero();
    }
  }

  @Test
  void aReportIsPrintedInPlaceOfTheTable() throws IOException {
    Path file = folder.resolve("report.json");
    assertThat(evaluate("--json", file).out()).startsWith("Metric");
    CommandResult printed = evaluate("--json", "-");
    assertThat(printed.out()).isEqualTo(Files.readString(file));
    CommandResult page = evaluate("--html", "-");
    assertThat(page.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(evaluate("--html", "-", "--json", "-").exitCode()).isEqualTo(2);
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void batchOverwritesNoPhotoAndNoneOfItsOwnFiles() throws IOException {
    Path out = folder.resolve("out.jsonl");
    Path photo = squares.photos().resolve("red.png");
    byte[] before = Files.readAllBytes(photo);
    for (Path html :
        List.of(
            photo,
            out,
            folder.resolve("out.jsonl.errors.jsonl"),
            folder.resolve("out.jsonl.settings.json"))) {
      CommandResult refused = run("batch", squares.photos(), "--out", out, "--html", html);
      assertRefused(refused, html);
    }
    Path second = Files.writeString(folder.resolve("gallery-2.html"), "mine");
    Path first = folder.resolve("gallery.html");
    assertRefused(run("batch", squares.photos(), "--out", out, "--html", first), second);
    assertThat(out).doesNotExist();
    assertThat(Files.readAllBytes(photo)).isEqualTo(before);
  }

  @Test
  void resultsAmongThePhotosAreNoPhotos() throws IOException {
    Path out = squares.photos().resolve("captions.png");
    for (String more : List.of("--threads", "--resume")) {
      List<Object> args = new ArrayList<>(List.of("batch", squares.photos(), "--out", out));
      args.addAll(List.of("--include", "*", "--format", "jsonl"));
      args.addAll(more.equals("--threads") ? List.of(more, "1") : List.of(more));
      CommandResult result = run(args.toArray());
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(Files.readAllLines(out)).hasSize(8);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsNoRegularFileStaysWhatItIs() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertRefused(run("batch", squares.photos(), "--out", pipe), pipe, "no regular file");
    assertRefused(run("batch", squares.photos(), "--out", pipe, "--resume"), "no regular file");
    assertRefused(
        run("features", "--images", squares.photos(), "--encoder", "simplecnn", "--out", pipe),
        "no regular file");
    CommandResult full = evaluate("--json", "/dev/full");
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err()).isEqualTo("caption4j: /dev/full: No space left on device\n");
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whereNothingCanBeWrittenIsToldBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    for (String option : List.of("--json", "--html")) {
      assertRefused(evaluate(option, file.resolve("x")), "is no folder");
    }
    assertRefused(
        run(
            "train-encoder",
            "--images",
            squares.photos(),
            "--val-images",
            squares.photos(),
            "--out",
            file),
        "is no folder");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(locked)) { // the superuser may write everywhere
      assertRefused(evaluate("--html", locked.resolve("page.html")), "may not be written");
    }
  }

  @Test
  void aModelIsNotOverwrittenByATraining() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Path config = Files.writeString(model.resolve("config.json"), "{}");
    List<Object> args = new ArrayList<>(List.of("train", "--annotations", references));
    args.addAll(List.of("--val-annotations", references, "--images", squares.photos()));
    args.addAll(List.of("--encoder", "simplecnn", "--out"));
    for (String more : List.of("--resume", "--allow-missing")) {
      List<Object> all = new ArrayList<>(args);
      all.addAll(List.of(model, more));
      assertRefused(run(all.toArray()), model, "a model without the checkpoint");
    }
    Path figures = folder.resolve("training.csv");
    Files.copy(references, figures);
    args.set(args.indexOf(references), figures);
    args.add(folder);
    assertRefused(run(args.toArray()), figures, "--annotations reads");
    assertThat(config).hasContent("{}");
    assertThat(figures).hasSameBinaryContentAs(references);
  }

  @Test
  void aFolderIsOfOneTrainingAtATime() throws Exception {
    Path out = folder.resolve("out");
    RunLock lock = RunLock.ofFolder(out);
    try {
      CommandResult[] result = new CommandResult[1];
      Thread other =
          new Thread(
              () ->
                  result[0] =
                      run(
                          "train",
                          "--annotations",
                          references,
                          "--val-annotations",
                          references,
                          "--images",
                          squares.photos(),
                          "--encoder",
                          "simplecnn",
                          "--out",
                          out));
      other.start();
      other.join();
      assertRefused(result[0], out, "is being written already");
    } finally {
      lock.close();
    }
    assertThat(out).isEmptyDirectory();
  }

  /** Runs a command with bytes on standard input. */
  private static CommandResult piped(byte[] in, Object... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(in));
    try {
      return run(args);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aPhotoComesFromStandardInput() throws IOException {
    Path red = squares.photos().resolve("red.png");
    String caption = run("caption", red).out();
    assertThat(piped(Files.readAllBytes(red), "caption", "-").out()).isEqualTo(caption);
    assertThat(piped(Files.readAllBytes(red), "caption", "-", red).out())
        .isEqualTo("-\t" + caption + red + "\t" + caption);
    assertRefused(piped(new byte[0], "caption", "-"), "standard input is empty");
    assertThat(piped(new byte[0], "caption", "-", "-").exitCode()).isEqualTo(2);
  }

  @Test
  void namesComeFromAListInItsOrder() throws IOException {
    Path red = squares.photos().resolve("red.png");
    Path blue = squares.photos().resolve("blue.png");
    Path missing = folder.resolve("missing.png");
    String names = "%s\n%s\n%s\n".formatted(red, missing, blue);
    byte[] lines = names.getBytes(StandardCharsets.UTF_8);
    byte[] nulls = names.replace('\n', '\0').getBytes(StandardCharsets.UTF_8);
    Path list = Files.write(folder.resolve("list.txt"), lines);
    for (CommandResult result :
        List.of(
            piped(lines, "caption", "--files-from", "-"),
            piped(nulls, "caption", "--files-from", "-", "-0"),
            run("caption", "--files-from", list))) {
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains(missing + " does not exist");
      assertThat(result.lines().stream().map(line -> line.split("\t", -1)[0]))
          .containsExactly(red.toString(), blue.toString());
    }
    Path out = folder.resolve("out.jsonl");
    CommandResult batch = piped(lines, "batch", "-", "--out", out);
    assertThat(batch.exitCode()).isEqualTo(1);
    assertThat(batch.out()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("out.jsonl.errors.jsonl"))).hasSize(1);
    List<String> records = Files.readAllLines(out);
    CommandResult printed = run("batch", "--files-from", list, "--out", "-");
    assertThat(printed.lines()).isEqualTo(records).hasSize(2);
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains(missing + " does not exist");
    CommandResult table = run("batch", "--files-from", list, "--out", "-", "--format", "csv");
    assertThat(table.lines()).hasSize(3).first().isEqualTo("path,caption,probability");
    byte[] more = (names + squares.photos().resolve("pink.png")).getBytes(StandardCharsets.UTF_8);
    Path html = folder.resolve("gallery.html");
    CommandResult rest = piped(more, "batch", "-", "--out", out, "--resume", "--html", html);
    assertThat(rest.exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(out)).hasSize(3).startsWith(records.toArray(String[]::new));
    assertThat(Files.readString(html)).contains("pink.png");
  }

  @Test
  void whatCannotBeMeantIsToldInOneLine() throws IOException {
    Path photo = squares.photos().resolve("red.png");
    Path list = Files.writeString(folder.resolve("list.txt"), photo.toString());
    for (List<Object> args :
        List.<List<Object>>of(
            List.of("caption"),
            List.of("caption", photo, "--files-from", list),
            List.of("caption", photo, "--null"),
            List.of("batch", "--out", "x.jsonl"),
            List.of("batch", squares.photos(), "--files-from", list, "--out", "x.jsonl"),
            List.of("batch", squares.photos(), "--out", "-", "--resume"),
            List.of("batch", squares.photos(), "--out", "-", "--html", "x.html"),
            List.of("batch", squares.photos(), "--out", "-", "--format", "coco"),
            List.of("batch", squares.photos(), "--out", "x.jsonl", "--html", "-"),
            List.of("batch", "--files-from", list, "--out", "x.json", "--html", "x.html"))) {
      CommandResult result = run(args.toArray());
      assertThat(result.exitCode()).as("%s: %s", args, result.err()).isEqualTo(2);
      assertThat(result.err().lines()).hasSize(2);
    }
    assertRefused(run("caption", "--files-from", folder.resolve("no")), "no such file");
    assertRefused(run("caption", "--files-from", folder), "is a folder");
  }

  @Test
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  void twoProcessesDoNotTrainIntoOneFolder() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err.txt");
    Object[] args = {
      "train",
      "--annotations",
      references,
      "--val-annotations",
      references,
      "--images",
      squares.photos(),
      "--encoder",
      "simplecnn",
      "--weights",
      weights(),
      "--out",
      out,
      "--min-count",
      "1",
      "--epochs",
      "10000",
      "--patience",
      "10000"
    };
    Process child = ChildProgram.start("exec \"$@\"", err, args);
    try {
      while (child.isAlive() && Files.notExists(out.resolve("checkpoint.safetensors"))) {
        Thread.sleep(20);
      }
      List<Object> again = new ArrayList<>(List.of(args));
      again.add("--resume");
      CommandResult refused = run(again.toArray());
      assertRefused(refused, out, "is being written by another process");
    } finally {
      child.destroyForcibly().waitFor();
    }
    Path left = out.resolve(".config.json.0b5e2d5c-8b1e-4c43-9e6c-6f7f3f1d2a10.tmp");
    Files.writeString(left, "as a killed training leaves it");
    List<Object> last = new ArrayList<>(List.of(args));
    last.set(last.indexOf("10000"), "1");
    last.add("--resume");
    run(last.toArray());
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.matches(".*\\.(tmp|lock)"));
    }
    assertThat(new ObjectMapper().readTree(out.resolve("config.json").toFile())).isNotNull();
  }

  private Path weights() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 5, file);
    return file;
  }
}
