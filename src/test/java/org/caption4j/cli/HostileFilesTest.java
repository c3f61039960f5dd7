package org.caption4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.caption4j.image.ExampleFiles;
import org.caption4j.image.UnusualFiles;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever lies in a folder of photos, each file of it ends as a caption or as an error, and those
 * beside it are described.
 */
@DisabledOnOs(OS.WINDOWS) // which has no such names
class HostileFilesTest {
  @TempDir Path folder;

  /** What lies between two good photos. */
  private record Case(String what, Ending ending, Maker maker) {
    @Override
    public String toString() {
      return what;
    }
  }

  private enum Ending {
    CAPTION,
    ERROR
  }

  private interface Maker {
    void make(Path folder) throws Exception;
  }

  private static Case file(Ending ending, String name, byte[] content) {
    return new Case(name, ending, folder -> Files.write(folder.resolve(name), content));
  }

  /** A good photo under a name that is given by its bytes, percent-encoded. */
  private static Case name(String encoded) {
    return new Case(
        "name " + encoded,
        Ending.CAPTION,
        folder -> Files.write(Path.of(URI.create(folder.toUri() + encoded)), good("png")));
  }

  private static byte[] good(String format) throws IOException {
    return ExampleFiles.encode(format, ExampleFiles.quarters());
  }

  private static byte[] truncated(String format) throws IOException {
    byte[] whole = good(format);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    cases.add(file(Ending.ERROR, "zero-bytes.jpg", new byte[0]));
    for (String format : List.of("jpg", "png", "webp", "gif", "bmp", "tiff")) {
      cases.add(file(Ending.ERROR, "truncated." + format, truncated(format)));
    }
    cases.add(file(Ending.CAPTION, "a-png-named.jpg", good("png")));
    cases.add(file(Ending.CAPTION, "a-jpeg-named.webp", good("jpg")));
    cases.add(file(Ending.ERROR, "text.jpg", "this is no photo\n".getBytes(UTF_8)));
    cases.add(file(Ending.ERROR, "65000.png", UnusualFiles.png(65_000, 65_000, 8, 1000)));
    cases.add(file(Ending.ERROR, "bomb.png", UnusualFiles.png(30_000, 30_000, 1, 112_530_000)));
    cases.add(file(Ending.CAPTION, "more-than-said.png", UnusualFiles.png(48, 32, 8, 50_000_000)));
    cases.add(
        new Case(
            "folder named x.jpg",
            Ending.ERROR,
            folder -> Files.createDirectory(folder.resolve("x.jpg"))));
    cases.add(
        new Case(
            "links in a circle",
            Ending.ERROR,
            folder ->
                Files.createSymbolicLink(folder.resolve("loop.jpg"), folder.resolve("loop.jpg"))));
    cases.add(
        new Case(
            "unreadable",
            Ending.ERROR,
            folder -> {
              Path file = Files.write(folder.resolve("secret.png"), good("png"));
              Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
              assumeFalse(Files.isReadable(file), "this user may read every file");
            }));
    cases.add(
        new Case(
            "a pipe that nobody writes to",
            Ending.ERROR,
            folder ->
                new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString())
                    .start()
                    .waitFor()));
    for (String encoded :
        List.of(
            "new%0Aline.png",
            "tab%09.png",
            "%22quotes%22%20and%20%27more%27.png",
            "%E4%B8%80%E5%8F%AA%E7%8B%97.png",
            "%F0%9F%90%95%E2%80%8D%F0%9F%A6%BA.png",
            "not-utf8-%FF%FE.png",
            "%3Dcmd%7C%27%20%27%21A0.png",
            "-dash.png",
            "%E2%80%AEright-to-left.png",
            "%3Cscript%3E.png")) {
      cases.add(name(encoded));
    }
    cases.add(file(Ending.CAPTION, "cmyk.jpg", UnusualFiles.cmykJpeg()));
    cases.add(file(Ending.CAPTION, "progressive.jpg", UnusualFiles.progressiveJpeg()));
    cases.add(file(Ending.CAPTION, "animated.gif", UnusualFiles.animatedGif()));
    cases.add(file(Ending.CAPTION, "animated.webp", UnusualFiles.animatedWebp()));
    cases.add(
        file(
            Ending.CAPTION,
            "sixteen-bits.png",
            ExampleFiles.encode("png", 8, 8, opencv_core.CV_16UC3, new byte[8 * 8 * 6])));
    IntStream.rangeClosed(1, 8).forEach(orientation -> cases.add(turned(orientation)));
    return cases.stream();
  }

  private static Case turned(int orientation) {
    return new Case(
        "orientation " + orientation,
        Ending.CAPTION,
        folder ->
            Files.write(
                folder.resolve("turned.jpg"),
                ExampleFiles.withOrientation("jpg", good("jpg"), orientation)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void endsAsACaptionOrAsAnError(Case hostile) throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.write(photos.resolve("0.png"), good("png"));
    Files.write(photos.resolve("~.png"), good("png"));
    hostile.maker.make(photos);
    Path out = folder.resolve("out.jsonl");
    CommandResult result = run("batch", photos, "--out", out, "--beam", "1");
    int errors = hostile.ending == Ending.ERROR ? 1 : 0;
    assertThat(result.exitCode()).as(result.err()).isEqualTo(errors);
    List<JsonNode> captions = lines(out);
    assertThat(captions).hasSize(3 - errors);
    assertThat(captions).allMatch(line -> !line.path("caption").asText().isBlank());
    Path reasons = folder.resolve("out.jsonl.errors.jsonl");
    assertThat(Files.exists(reasons)).isEqualTo(errors == 1);
    if (errors == 1) {
      assertThat(lines(reasons)).hasSize(1);
      assertThat(lines(reasons).get(0).path("reason").asText()).isNotBlank();
      assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }
    // All is known by name: nothing is left for a second run.
    CommandResult again = run("batch", photos, "--out", out, "--beam", "1", "--resume");
    assertThat(again.exitCode()).isEqualTo(errors);
    assertThat(lines(out)).isEqualTo(captions);
  }

  /** The objects of a file whose every line is one, in strict UTF-8. */
  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
