package org.caption4j.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/benchmark}. Exit codes: 0 done, 1 a part failed, 2 wrong usage. */
@Command(
    name = "benchmark",
    description = {
      "Measures this project beside others and beside what the machine can do.",
      "",
      "  a  photo to fc7 of VGG16: ONNX Runtime, PyTorch, DL4J",
      "  b  LSTM training step: PyTorch, DL4J",
      "  c  beam search: PyTorch",
      "  d  a folder of photos through `batch`",
      "  e  cold start of `caption`",
      "  f  the machine's own limit",
      "  g  an encoder of inverted residuals: forward, and a training step of all layers",
      "",
      "Prints Markdown; writes benchmark.md and benchmark.json."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Benchmark implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "parts to measure, such as a,c (default: all)")
  private List<String> only;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "turns that each competitor gets; medians are taken over them (default: 5)")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder for the results (default: target/benchmark)")
  private Path out;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "folder of photos for part d (default: 600 are drawn)")
  private Path photos;

  @Option(names = "--home", hidden = true, required = true)
  private Path home;

  @Spec private CommandSpec spec;

  private Benchmark() {}

  /**
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmark()).setUsageHelpAutoWidth(true).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds: expected at least 1 but found " + rounds);
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Section> sections = new ArrayList<>();
    boolean failed = false;
    for (Map.Entry<String, Part> part : chosen().entrySet()) {
      err.printf("benchmark: part %s ...%n", part.getKey());
      err.flush();
      long start = System.nanoTime();
      try {
        sections.add(part.getValue().measure(rounds));
        err.printf("benchmark: part %s took %.0f s%n", part.getKey(), Clock.since(start));
      } catch (IOException | IllegalStateException e) {
        err.printf("benchmark: part %s failed: %s%n", part.getKey(), e.getMessage());
        failed = true;
      }
    }
    Report report = new Report(Machine.here(), rounds, sections);
    report.write(out == null ? home.resolve("target/benchmark") : out);
    spec.commandLine().getOut().print(report.markdown());
    spec.commandLine().getOut().flush();
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private Map<String, Part> chosen() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("a", new PhotoToVector());
    parts.put("b", new TrainingStep());
    parts.put("c", new SentenceSearch(home));
    parts.put("d", new FolderOfPhotos(home, Optional.ofNullable(photos)));
    parts.put("e", new ColdStart(home));
    parts.put("f", new MachineLimit());
    parts.put("g", new EncoderStep());
    if (only != null) {
      for (String each : only) {
        if (!parts.containsKey(each)) {
          throw new ParameterException(
              spec.commandLine(),
              "--only: expected parts of %s but found '%s'".formatted(parts.keySet(), each));
        }
      }
      parts.keySet().retainAll(only);
    }
    return parts;
  }
}
