package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.caption4j.ColouredSquares;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that are killed, asked to end, or run out of room: nothing is lost or doubled. */
@Tag("slow")
class BatchInterruptedTest {
  private static final int PHOTOS = 400;
  private static final int BROKEN = 20;
  private static final int BATCH = 16;

  @TempDir static Path folder;
  private static Path photos;

  @BeforeAll
  static void drawPhotos() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    for (int k = 0; k < PHOTOS; k++) {
      Path file = photos.resolve("photo \"%d\".png".formatted(k));
      if (k % (PHOTOS / BROKEN) == 7) {
        Files.writeString(file, "broken");
      } else {
        ColouredSquares.draw(file, new Color(k % 256, k / 2, 90));
      }
    }
  }

  private static List<String> command(Path out, String... more) {
    List<String> command =
        ChildProgram.command("batch", photos, "--out", out, "--resume", "--beam", 1);
    command.addAll(List.of(more));
    return command;
  }

  private static Process start(List<String> command, Path err) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Waits until a file has grown by some bytes, or its process has ended. */
  private static boolean awaitGrowth(Process process, Path file, long bytes)
      throws IOException, InterruptedException {
    long end = size(file) + bytes;
    while (process.isAlive() && size(file) < end) {
      Thread.sleep(1);
    }
    return process.isAlive();
  }

  @ParameterizedTest
  @CsvSource({"out.jsonl, 10", "out.csv, 3", "out.json, 3"})
  void killedAtAnyMomentNothingIsLostOrDoubled(String name, int times) throws Exception {
    Path out = folder.resolve(name);
    Path errors = folder.resolve(name + ".errors.jsonl");
    Random random = new Random(name.hashCode());
    int kills = 0;
    for (int attempt = 0; kills < times; attempt++) {
      assertThat(attempt).as("runs that ended before they were killed").isLessThan(times + 5);
      Process child = start(command(out), folder.resolve("err.txt"));
      // A batch is 16 photos, of some 100 bytes each; one photo in twenty is broken.
      Path watched = random.nextInt(4) == 0 ? errors : out;
      boolean alive = awaitGrowth(child, watched, 1 + random.nextInt(watched == out ? 3000 : 1));
      Thread.sleep(random.nextInt(40));
      child.destroyForcibly().waitFor();
      kills += alive && child.exitValue() != 0 ? 1 : 0;
      if (size(out) > 0 && described(out).size() + failed(errors).size() == PHOTOS) {
        Files.delete(out); // done before it was killed often enough: begin anew
        Files.deleteIfExists(errors);
      }
    }
    Process last = start(command(out), folder.resolve("err.txt"));
    assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).as("some photos are broken").isEqualTo(1);
    List<String> described = described(out);
    List<String> failed = failed(errors);
    assertThat(described).doesNotHaveDuplicates().hasSize(PHOTOS - BROKEN);
    assertThat(failed).doesNotHaveDuplicates().hasSize(BROKEN);
  }

  @Test
  void killedAtAnyMomentEachPhotoHasTheSidecarOfAnUninterruptedRun() throws Exception {
    Path killed = folder.resolve("killed");
    Path whole = folder.resolve("whole");
    Random random = new Random(7);
    for (int kills = 0; kills < 5; ) {
      Process child = start(sidecars(killed), folder.resolve("err.txt"));
      int wanted = texts(killed).size() + 1 + random.nextInt(40);
      while (child.isAlive() && texts(killed).size() < wanted) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(20));
      assertThat(child.isAlive()).as("run %d ended before it was killed", kills).isTrue();
      child.destroyForcibly().waitFor();
      kills++;
    }
    for (Path place : List.of(killed, whole)) {
      Process last = start(sidecars(place), folder.resolve("err.txt"));
      assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).as("some photos are broken").isEqualTo(1);
    }
    assertThat(texts(killed)).hasSize(PHOTOS - BROKEN).isEqualTo(texts(whole));
    try (Stream<Path> all = Files.list(killed)) {
      assertThat(all).allMatch(file -> file.toString().endsWith(".txt"));
    }
  }

  private static List<String> sidecars(Path place) {
    return ChildProgram.command(
        "batch", photos, "--sidecar", "txt", "--sidecar-dir", place, "--beam", 1);
  }

  /** Sidecars by their names. */
  private static Map<String, String> texts(Path place) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*.txt")) {
        for (Path file : files) {
          texts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** What the whole records of a file are of. */
  private static List<String> described(Path out) throws IOException {
    String text = Files.readString(out);
    List<String> keys = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int start = line.indexOf(out.toString().endsWith(".json") ? "image_id\":" : "photo ");
      int end = line.indexOf(out.toString().endsWith(".json") ? "," : ".png");
      if (start >= 0 && end > start) {
        keys.add(line.substring(start, end));
      }
    }
    return keys;
  }

  private static List<String> failed(Path errors) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String line : Files.exists(errors) ? Files.readAllLines(errors) : List.<String>of()) {
      int end = line.indexOf(".png");
      if (end > 0) {
        paths.add(line.substring(0, end));
      }
    }
    return paths;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void askedToEndItFinishesTheBatchInHandAndSaysHowToGoOn() throws Exception {
    Path out = folder.resolve("ended.json");
    Path err = folder.resolve("ended.txt");
    Process child = start(command(out), err);
    assertThat(awaitGrowth(child, out, 500)).isTrue();
    child.destroy();
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(err)).contains("stopped").contains("--resume");
    // Some of a batch's photos may be broken: these are among the errors.
    int done =
        new ObjectMapper().readTree(out.toFile()).size()
            + failed(folder.resolve("ended.json.errors.jsonl")).size();
    assertThat(done).as("photos of whole batches").isBetween(BATCH, PHOTOS - 1);
    assertThat(done % BATCH).as("photos of a batch that is not whole, of %d", done).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void askedToEndWhileItWatchesItEndsAtOnce() throws Exception {
    Path out = folder.resolve("watched.jsonl");
    Path err = folder.resolve("watched.txt");
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    ColouredSquares.draw(inbox.resolve("1.png"), Color.RED);
    List<String> command = command(out, "--watch", "--recursive");
    command.set(command.indexOf(photos.toString()), inbox.toString());
    Process child = start(command, err);
    assertThat(awaitGrowth(child, out, 20)).isTrue();
    ColouredSquares.draw(inbox.resolve("2.png"), Color.BLUE);
    assertThat(awaitGrowth(child, out, 20)).isTrue();
    child.destroy();
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(err)).contains("2 described").contains("--resume");
    assertThat(Files.readAllLines(out)).hasSize(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutRoomThereIsOneErrorAndWhatWasWrittenIsWhole() throws Exception {
    Path out = folder.resolve("full.json");
    Path err = folder.resolve("full.txt");
    Path script = folder.resolve("limited.sh");
    // No file may grow beyond 8 kB: for the process, the disk is full then.
    Files.writeString(script, "ulimit -f 8\nexec \"$@\"\n", StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(command(out));
    Process child = start(command, err);
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(err);
    assertThat(child.exitValue()).as(said).isEqualTo(1);
    assertThat(said.lines().filter(line -> line.contains("cannot be written"))).hasSize(1);
    assertThat(said).contains(out.toString()).contains("--resume").doesNotContain("\tat ");
    int whole = new ObjectMapper().readTree(out.toFile()).size();
    assertThat(whole).isGreaterThan(16);
    Process rest = start(command(out), err);
    assertThat(rest.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(new ObjectMapper().readTree(out.toFile())).hasSize(PHOTOS - BROKEN);
  }
}
