package org.caption4j.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run.
 *
 * @param seconds from its start to its end
 * @param peakMemory most bytes that it had resident, where Linux says so
 */
record ChildProcess(double seconds, OptionalLong peakMemory) {
  /** Milliseconds between two looks at the memory, whose peak the system remembers. */
  private static final long LOOK = 5;

  /**
   * Runs a program.
   *
   * @param command the program and its arguments
   * @return how it went
   * @throws IOException if it cannot be started, or fails: with what it said
   */
  static ChildProcess run(List<String> command) throws IOException {
    Path said = Files.createTempFile("benchmark", ".txt");
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      OptionalLong peak = OptionalLong.empty();
      while (!process.waitFor(LOOK, TimeUnit.MILLISECONDS)) {
        OptionalLong now = peakMemory(process.pid());
        peak = now.isPresent() ? now : peak;
      }
      double seconds = Clock.since(start);
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s: exit code %d: %s"
                .formatted(
                    String.join(" ", command),
                    process.exitValue(),
                    Files.readString(said, StandardCharsets.UTF_8).strip()));
      }
      return new ChildProcess(seconds, peak);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(said);
    }
  }

  private static OptionalLong peakMemory(long pid) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty(); // it has ended, or the system has no such file
    }
  }
}
