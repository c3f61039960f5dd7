package org.caption4j.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Part e: one photo described by a new process.
 *
 * @param home the project's folder
 */
record ColdStart(Path home) implements Part {
  private static final double MEGA = 1 << 20;

  @Override
  public Section measure(int rounds) throws IOException {
    List<String> command =
        List.of(
            home.resolve("scripts/caption4j").toString(),
            "caption",
            home.resolve("datasets/samples/coffee.png").toString());
    ChildProcess.run(command); // builds what is missing, fills the system's caches
    List<ChildProcess> runs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      runs.add(ChildProcess.run(command));
    }
    double[] seconds = runs.stream().mapToDouble(ChildProcess::seconds).toArray();
    double[] peaks =
        runs.stream().flatMapToLong(run -> run.peakMemory().stream()).asDoubleStream().toArray();
    Standing standing = Standing.of("", seconds);
    Object peak = peaks.length == 0 ? "unknown" : Median.of(peaks) / MEGA;
    return new Section(
        "Cold start",
        List.of(
            "`scripts/caption4j caption datasets/samples/coffee.png`, a new process each time."),
        List.of(
            new Table(
                "A new process describes a photo",
                List.of("processes", "median s", "least", "median of peak MB"),
                List.of(List.of(rounds, standing.median(), standing.least(), peak)))));
  }
}
