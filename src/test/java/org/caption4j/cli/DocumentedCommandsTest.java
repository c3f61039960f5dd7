package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each command of the documentation as it is written, by bash, in a folder that has the files
 * it names.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class DocumentedCommandsTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath();

  /** Commands, by a part of them, that are not run; of those of caption4j the usage is checked. */
  private static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry("mvn ", "builds the project itself"),
          Map.entry("scripts/benchmark", "takes half an hour"),
          Map.entry("org.caption4j.benchmark", "takes minutes"),
          Map.entry("path=", "is of use to the line below it only"),
          Map.entry("vgg16", "downloads 500 MB"),
          Map.entry("--watch", "does not end"),
          Map.entry("https://", "needs a connection"),
          Map.entry("VERSION", "is for a package, which scripts/check-package installs"),
          Map.entry("~/", "writes into the home folder"),
          Map.entry("<(caption4j", "needs an installed program"));

  private static final List<String> OUTPUTS =
      List.of("--out", "--html", "--json", "--save-results");

  @TempDir static Path folder;
  private static Path files;

  @BeforeAll
  static void makeFiles() throws IOException {
    files = Files.createDirectory(folder.resolve("files"));
    ExampleFiles.in(files);
  }

  @Test
  void thePagesHaveCommands() throws IOException {
    assertThat(DocumentedCommands.of(CHECKOUT))
        .extracting(DocumentedCommands.Command::text)
        .anyMatch(text -> text.startsWith("scripts/caption4j caption "))
        .anyMatch(text -> text.startsWith("scripts/caption4j train "))
        .hasSizeGreaterThan(25);
  }

  @TestFactory
  Stream<DynamicTest> commands() throws IOException {
    return DocumentedCommands.of(CHECKOUT).stream()
        .map(command -> DynamicTest.dynamicTest(command.toString(), () -> check(command.text())));
  }

  private static void check(String command) throws IOException, InterruptedException {
    if (NOT_RUN.keySet().stream().noneMatch(command::contains)) {
      run(command, launcher());
    } else if (command.startsWith("scripts/caption4j")) {
      run(command, "exec %s %s \"$@\"".formatted(java(), quoted(UsageCheck.class.getName())));
    }
  }

  private static String launcher() {
    return "exec %s -Dcaption4j.home=%s %s \"$@\""
        .formatted(java(), quoted(CHECKOUT.toString()), Main.class.getName());
  }

  private static String java() {
    return "%s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -cp %s"
        .formatted(quoted(ChildProgram.java()), quoted(ChildProgram.classPath()));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static void run(String command, String launcher)
      throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(folder, "run");
    copy(files, place);
    Files.createSymbolicLink(place.resolve("datasets"), CHECKOUT.resolve("datasets"));
    Path model = CHECKOUT.resolve("models/default");
    Files.createDirectories(place.resolve("models"));
    for (String name : List.of("models/default", "models/flickr8k", "models/onnx")) {
      Files.createSymbolicLink(place.resolve(name), model);
    }
    removeOutputs(command, place);
    Path script = Files.createDirectories(place.resolve("scripts")).resolve("caption4j");
    Files.writeString(script, "#!/usr/bin/env bash\n" + launcher + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path output = folder.resolve(place.getFileName() + ".txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    bash.environment().put("CAPTION4J_HOME", folder.resolve("home").toString());
    bash.environment().put("OMP_WAIT_POLICY", "passive");
    Process process = bash.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
      assertThat(process.exitValue()).as("%s%n%s", command, Files.readString(output)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.skip(1).toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** What a command makes is not there yet when a reader calls it. */
  private static void removeOutputs(String command, Path place) throws IOException {
    List<String> words = List.of(command.split("\\s+"));
    for (int k = 1; k < words.size(); k++) {
      if (OUTPUTS.contains(words.get(k - 1))) {
        Files.deleteIfExists(place.resolve(words.get(k)));
      }
    }
  }

  /** Parses arguments as caption4j does, without doing anything. */
  static final class UsageCheck {
    private UsageCheck() {}

    public static void main(String[] args) {
      Caption4jCommand.commandLine(args).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    }
  }
}
