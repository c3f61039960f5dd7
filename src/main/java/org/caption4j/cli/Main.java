package org.caption4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.caption4j.encoder.onednn.OneDnn;
import org.caption4j.tensor.NativeLibraries;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** The entry of the command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
  private Main() {}

  /**
   * @param args a command and its options
   */
  public static void main(String[] args) throws InterruptedException {
    // Figures in English messages and reports are the same in all locales.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    List<Thread> libraries = Caption4jCommand.computes(args) ? loadAhead() : List.of();
    PrintWriter out = StandardOutput.open();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    for (Thread thread : libraries) {
      thread.join();
    }
    System.exit(code);
  }

  /** It takes as long as it takes to understand the command line: both at once. */
  private static List<Thread> loadAhead() {
    NativeLibraries.initialise();
    return List.of(
        NativeLibraries.loadAhead("ND4J", NativeLibraries::loadNd4j),
        NativeLibraries.loadAhead("oneDNN", OneDnn::isAvailable));
  }

  /**
   * Runs a command.
   *
   * @param out takes results
   * @param err takes messages
   * @param args a command and its options
   * @return the exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      int code =
          Caption4jCommand.commandLine(args)
              .setOut(out)
              .setErr(err)
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setUsageHelpAutoWidth(true)
              .setExecutionStrategy(parsed -> execute(parsed, err))
              .setExecutionExceptionHandler(new FaultMessages())
              .setParameterExceptionHandler(new UsageMessages())
              .execute(args);
      out.flush();
      return code;
    } catch (StandardOutput.Fault fault) {
      return fault.report(err);
    } catch (LinkageError e) { // a native library that cannot be loaded ends whatever needs it
      err.println("caption4j: " + NativeLibraries.fault(e).getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** Help is printed before a command runs: nobody else would take its faults. */
  private static int execute(CommandLine.ParseResult parsed, PrintWriter err) {
    try {
      return new BoundedOptions().execute(parsed);
    } catch (StandardOutput.Fault fault) {
      return fault.report(err);
    }
  }
}
