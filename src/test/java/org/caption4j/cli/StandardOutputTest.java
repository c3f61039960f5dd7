package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caption4j.ColouredSquares;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are not taken, or by whom they are taken. */
class StandardOutputTest {
  private static final int PHOTOS = 400;

  @TempDir static Path folder;
  private static Path photos;

  @BeforeAll
  static void draw() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    ColouredSquares.draw(photos.resolve("0.png"), Color.RED);
    for (int k = 1; k < PHOTOS; k++) {
      Files.copy(photos.resolve("0.png"), photos.resolve(k + ".png"));
    }
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void whatIsNotTakenEndsTheCommandInOneLine() {
    for (List<String> args :
        List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("batch", "--help"),
            List.of("models", "list"),
            List.of("caption", photos.resolve("0.png").toString()))) {
      StringWriter err = new StringWriter();
      PrintWriter full = StandardOutput.printing(failing("No space left on device"));
      int code = Main.run(full, new PrintWriter(err, true), args.toArray(String[]::new));
      assertThat(code).as("%s", args).isEqualTo(1);
      assertThat(err).hasToString("caption4j: standard output: No space left on device\n");
      StringWriter nothing = new StringWriter();
      PrintWriter gone = StandardOutput.printing(failing("Broken pipe"));
      code = Main.run(gone, new PrintWriter(nothing, true), args.toArray(String[]::new));
      assertThat(code).as("%s", args).isZero();
      assertThat(nothing).hasToString("");
    }
  }

  @Test
  void faultsAreToldOnce() {
    PrintWriter out = StandardOutput.printing(failing("gone"));
    assertThatThrownBy(() -> out.println("a")).isInstanceOf(StandardOutput.Fault.class);
    out.println("b");
    out.flush();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itIsKnownByItsNames() throws IOException {
    for (String name : List.of("-", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1")) {
      assertThat(StandardOutput.isMeant(Path.of(name))).as(name).isTrue();
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdout"));
    assertThat(StandardOutput.isMeant(link)).isTrue();
    for (String name : List.of("./-", "/dev/null", "out", "/proc/self/fd/2")) {
      assertThat(StandardOutput.isMeant(Path.of(name))).as(name).isFalse();
    }
  }

  @Test
  void bytesBecomeTheSameTextWhereverTheyAreCut() throws IOException {
    String text = "a \u732b \ud83d\ude00 ".repeat(5000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int step : new int[] {1, 7, 8191, bytes.length}) {
      StringWriter taken = new StringWriter();
      try (TextStream out = new TextStream(taken)) {
        for (int at = 0; at < bytes.length; at += step) {
          out.write(bytes, at, Math.min(step, bytes.length - at));
        }
      }
      assertThat(taken.toString().equals(text)).as("steps of %d", step).isTrue();
    }
  }

  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "models list", "caption", "caption --json"})
  void aFullDiskAndAClosedDescriptorAreNoticed(String command) throws Exception {
    List<Object> args = new ArrayList<>(List.of((Object[]) command.split(" ")));
    if (command.startsWith("caption")) {
      args.add(photos.resolve("0.png"));
    }
    Path err = folder.resolve("err.txt");
    ChildProgram.Ended full = ChildProgram.run("exec \"$@\" >/dev/full", err, args.toArray());
    assertThat(full.err()).isEqualTo("caption4j: standard output: No space left on device\n");
    assertThat(full.exitCode()).isEqualTo(1);
    ChildProgram.Ended closed = ChildProgram.run("exec \"$@\" >&-", err, args.toArray());
    assertThat(closed.err()).startsWith("caption4j: standard output: ").hasLineCount(1);
    assertThat(closed.exitCode()).isEqualTo(1);
  }

  @Tag("slow")
  @Test
  @EnabledOnOs(OS.LINUX)
  void whoReadsNoFurtherEndsTheRunQuietly() throws Exception {
    Path err = folder.resolve("err.txt");
    Path code = folder.resolve("code.txt");
    String line = "{ \"$@\"; echo $? >'%s'; } | head -n 1 >'%s'";
    Path first = folder.resolve("first.txt");
    ChildProgram.Ended ended =
        ChildProgram.run(
            line.formatted(code, first), err, "batch", photos, "--out", "-", "--beam", "1");
    assertThat(code).hasContent("0");
    assertThat(Files.readAllLines(first)).singleElement().asString().startsWith("{\"path\":");
    assertThat(ended.err()).doesNotContain("caption4j:").doesNotContain("%d/".formatted(PHOTOS));
  }

  @Tag("slow")
  @Test
  @EnabledOnOs(OS.LINUX)
  void aRunThatWaitsForNamesEndsWhenItIsAsked() throws Exception {
    Path err = folder.resolve("err.txt");
    Path out = folder.resolve("waiting.jsonl");
    Path names = folder.resolve("names");
    assertThat(new ProcessBuilder("mkfifo", names.toString()).start().waitFor()).isZero();
    Process child =
        ChildProgram.start(
            "exec \"$@\" <'%s'".formatted(names), err, "batch", "-", "--out", out, "--beam", "1");
    try (OutputStream writer = Files.newOutputStream(names)) {
      writer.write((photos.resolve("0.png") + "\n").getBytes(StandardCharsets.UTF_8));
      writer.flush();
      while (child.isAlive() && Files.notExists(out)) {
        Thread.sleep(10);
      }
      child.destroy();
      assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(child.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(err)).contains("stopped");
  }
}
