package org.caption4j.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program in a process of its own, with descriptors that a shell made. */
final class ChildProgram {
  private ChildProgram() {}

  /** What it said on standard error, and how it ended. */
  record Ended(int exitCode, String err) {}

  /** The program that runs these tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The class path of these tests, for a process in any folder. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The command that runs the program in a new process. */
  static List<String> command(Object... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx512m",
                "-cp",
                classPath(),
                Main.class.getName()));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    return command;
  }

  /**
   * Starts it from a line of bash.
   *
   * @param line in which {@code "$@"} is the program
   */
  static Process start(String line, Path err, Object... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.addAll(command(args));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start();
  }

  /** Runs it from a line of bash to its end. */
  static Ended run(String line, Path err, Object... args) throws IOException, InterruptedException {
    Process child = start(line, err, args);
    if (!child.waitFor(2, TimeUnit.MINUTES)) {
      child.destroyForcibly();
      throw new AssertionError("still running: " + line + ": " + Files.readString(err));
    }
    return new Ended(child.exitValue(), Files.readString(err));
  }
}
