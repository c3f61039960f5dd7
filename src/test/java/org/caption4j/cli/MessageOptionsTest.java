package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MessageOptionsTest {
  @TempDir Path folder;

  @Test
  void everyCommandHasThem() {
    List<String> lacking = new ArrayList<>();
    collect(Caption4jCommand.commandLine(), lacking);
    assertThat(lacking).isEmpty();
  }

  private static void collect(CommandLine command, List<String> lacking) {
    for (String option : List.of("-q", "--quiet", "--verbose", "--log-file", "--color")) {
      if (command.getCommandSpec().findOption(option) == null) {
        lacking.add(command.getCommandName() + " " + option);
      }
    }
    command.getSubcommands().values().forEach(each -> collect(each, lacking));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--quiet batch",
        "batch --quiet",
        "-q --color never batch",
        "--color=never --log-file x batch",
        "--verbose batch -- --quiet"
      })
  void theCommandIsFoundBehindThem(String line) {
    String[] args = line.split(" ");
    assertThat(FirstLook.at(args).command()).contains("batch");
    assertThat(Caption4jCommand.computes(args)).isTrue();
    assertThat(Caption4jCommand.commandLine(args).getSubcommands()).containsOnlyKeys("batch");
  }

  @ParameterizedTest
  @CsvSource({
    "--quiet models list, QUIET",
    "models -q list, QUIET",
    "models list --verbose, VERBOSE",
    "caption -- --quiet, USUAL",
    "caption --log-file --quiet, USUAL"
  })
  void verbosityIsKnownBeforeTheLineIsParsed(String line, Verbosity verbosity) {
    assertThat(FirstLook.at(line.split(" ")).verbosity()).isEqualTo(verbosity);
  }

  @Test
  void theyWorkBeforeAndBehindTheCommand() {
    String missing = folder.resolve("missing.jpg").toString();
    for (List<String> options :
        List.of(
            List.of("--quiet", "caption", missing),
            List.of("caption", missing, "--quiet"),
            List.of("--color", "always", "caption", missing, "-q"))) {
      CommandResult result = run(options.toArray());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).hasLineCount(1).contains(missing + " does not exist");
    }
    CommandResult verbose = run("--verbose", "caption", missing);
    assertThat(verbose.err().lines())
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"));
    assertThat(verbose.err()).contains(" cores, ");
  }

  @Test
  void aQuietMistakeIsToldInOneLine() {
    assertThat(run("caption", "--quiet", "--foo").err())
        .isEqualTo("caption4j: Unknown option: '--foo'" + System.lineSeparator());
    assertThat(run("caption", "--foo").err()).hasLineCount(2).contains("Try: ");
  }

  @Test
  void quietAndVerboseExcludeEachOther() {
    CommandResult result = run("--quiet", "models", "list", "--verbose");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("one of --quiet and --verbose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch --help", "--help", "help batch", "models list --help"})
  void helpIsColouredWhereItIsAskedFor(String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    assertThat(run(args.toArray()).out()).doesNotContain("\u001b").contains("Usage:");
    Collections.addAll(args, "--color", "always");
    assertThat(run(args.toArray()).out()).contains("\u001b[");
  }

  @Test
  void errorsAreColouredWhereItIsAskedFor() {
    assertThat(run("caption", "--foo", "--color=always").err())
        .startsWith("\u001b[31mcaption4j:\u001b[39m Unknown");
    assertThat(run("caption", "--foo").err()).startsWith("caption4j: Unknown");
  }

  @Test
  void aPhotoIsNoLog() throws IOException {
    Path photo = Files.write(folder.resolve("photo.jpg"), new byte[] {-1, -40, -1});
    for (List<Object> args :
        List.<List<Object>>of(
            List.of("caption", photo, "--log-file", photo),
            List.of("caption", folder.resolve("other.jpg"), "--log-file", photo),
            List.of("--log-file", photo, "batch", folder, "--out", folder.resolve("c.jsonl")))) {
      CommandResult result = run(args.toArray());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).hasLineCount(1).contains("photo.jpg: is ");
      assertThat(Files.size(photo)).isEqualTo(3);
    }
  }

  @Test
  void theOutputIsNoLog() {
    Path out = folder.resolve("c.jsonl");
    CommandResult result = run("batch", folder, "--out", out, "--log-file", out);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("--log-file " + out + ": is the file of --out");
    assertThat(out).doesNotExist();
    CommandResult printed = run("models", "list", "--log-file", "-");
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).hasLineCount(1).contains("--log-file -: expected a file");
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void mistakesStandInTheLog() throws IOException {
    Path log = folder.resolve("a.log");
    assertThat(run("caption", "--foo", "--log-file", log).exitCode()).isEqualTo(2);
    assertThat(Files.readAllLines(log)).hasSize(3).element(1).asString().contains("--foo");
  }

  /** The loggers of a process are set up once: each line is one of its own. */
  @Test
  void loggersAndTracesAreForVerboseCalls() throws IOException, InterruptedException {
    Path log = folder.resolve("a.log");
    Path err = folder.resolve("err");
    List<Object> call =
        List.of("caption", folder.resolve("p.jpg"), "--model", folder.resolve("no model"));
    ChildProgram.Ended usual = ChildProgram.run("\"$@\"", err, call.toArray());
    assertThat(usual.exitCode()).isEqualTo(1);
    assertThat(usual.err()).hasLineCount(1);
    List<Object> more = new ArrayList<>(List.of("--verbose", "--log-file", log));
    more.addAll(call);
    ChildProgram.Ended verbose = ChildProgram.run("\"$@\"", err, more.toArray());
    assertThat(verbose.exitCode()).isEqualTo(1);
    assertThat(verbose.err())
        .contains("DEBUG NativeLibraries - ND4J: ", "BadInputException: ", "    at org.caption4j.")
        .doesNotContain("DEBUG Nd4j");
    assertThat(log)
        .content()
        .contains("DEBUG NativeLibraries - ND4J: ", "BadInputException: ", "    at org.caption4j.");
  }
}
