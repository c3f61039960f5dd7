package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
    Verbosity verbosity = FirstLook.at(args).verbosity();
    verbosity.setUpLoggers();
    List<Thread> libraries = Caption4jCommand.computes(args) ? loadAhead() : List.of();
    int code;
    try (Messages err = Messages.ofProcess(verbosity)) {
      code = runCommand(StandardOutput.open(), err, args);
      for (Thread thread : libraries) {
        thread.join();
      }
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
    try (Messages messages = Messages.of(err)) {
      return runCommand(out, messages, args);
    }
  }

  private static int runCommand(PrintWriter out, Messages messages, String... args) {
    try {
      int code =
          Caption4jCommand.commandLine(args)
              .setOut(out)
              .setErr(messages)
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setUsageHelpAutoWidth(true)
              .setExecutionStrategy(parsed -> execute(parsed, messages, args))
              .setExecutionExceptionHandler(new FaultMessages())
              .setParameterExceptionHandler(new UsageMessages())
              .execute(args);
      out.flush();
      return code;
    } catch (StandardOutput.Fault fault) {
      return fault.report(messages);
    } catch (LinkageError e) { // a native library that cannot be loaded ends whatever needs it
      messages.error(NativeLibraries.fault(e).getMessage());
      messages.trace(e);
      return ExitCode.SOFTWARE;
    }
  }

  private static int execute(CommandLine.ParseResult parsed, Messages messages, String... args) {
    CommandLine program = parsed.commandSpec().commandLine();
    MessageOptions options = Caption4jCommand.messages(parsed.commandSpec());
    options.requireConsistent(program);
    try {
      options.requireLogOfItsOwn(parsed);
      messages.follow(options, List.of(args));
    } catch (IOException e) {
      throw new CommandLine.ExecutionException(program, e.getMessage(), e);
    }
    program.setColorScheme(CommandLine.Help.defaultColorScheme(options.ansiOfHelp()));
    try {
      return new BoundedOptions().execute(parsed);
    } catch (StandardOutput.Fault fault) { // of help, which is printed before a command runs
      return fault.report(messages);
    }
  }
}
