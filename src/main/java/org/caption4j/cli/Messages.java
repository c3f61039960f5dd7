package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.caption4j.FilesOfCall;
import org.caption4j.Printable;
import org.caption4j.cli.Verbosity.Message;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Standard error, where all goes that is no result. It knows how much is to be said, colours what
 * is wrong, keeps lines and the bar of a {@link Progress} apart, and appends to the log file.
 *
 * <p>What is printed as to any writer is a note.
 */
final class Messages extends PrintWriter {
  private static final String ERROR = "caption4j:";
  private static final String WARNING = "caption4j: warning:";
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final Map<String, String> environment;
  private final Clock clock;

  /** What was said before it was known whether there is a log. */
  private final List<String> early = new ArrayList<>();

  private Verbosity verbosity = Verbosity.USUAL;
  private boolean coloured;
  private LogFile log;
  private String bar;

  private boolean ended;
  private boolean shared;
  private boolean followed;

  private Messages(
      LineWriter notes,
      PrintWriter err,
      boolean terminal,
      Map<String, String> environment,
      Clock clock) {
    super(notes, true);
    this.err = err;
    this.terminal = terminal;
    this.environment = environment;
    this.clock = clock;
    notes.to(this::note);
  }

  /**
   * @param err takes the lines
   * @param terminal whether that is one
   * @param environment variables that forbid or ask for colours
   * @param clock tells the time of lines
   */
  static Messages to(
      PrintWriter err, boolean terminal, Map<String, String> environment, Clock clock) {
    return new Messages(new LineWriter(), err, terminal, environment, clock);
  }

  /**
   * Returns the messages behind a writer, or such as use it. Whether standard error is a terminal
   * Java cannot tell; the launcher does, by the system property {@code caption4j.terminal}.
   */
  static Messages of(PrintWriter err) {
    return err instanceof Messages messages
        ? messages
        : to(
            err,
            Boolean.getBoolean("caption4j.terminal"),
            System.getenv(),
            Clock.system(ZoneId.systemDefault()));
  }

  /** Returns those of a command. */
  static Messages of(CommandLine command) {
    return of(command.getErr());
  }

  /**
   * Returns those of this process. What libraries print to standard error goes the same way.
   *
   * @param verbosity before the options are known
   */
  static Messages ofProcess(Verbosity verbosity) {
    Messages messages = of(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    messages.verbosity = verbosity;
    LineWriter lines = new LineWriter();
    // Loggers decide for themselves what is worth a line.
    lines.to(line -> messages.emit(Message.ERROR, line, printable(line)));
    System.setErr(
        new PrintStream(
            new TextStream(new PrintWriter(lines, true)), true, StandardCharsets.UTF_8));
    return messages;
  }

  /**
   * Follows the options of a call.
   *
   * @param options as they were given
   * @param args the whole command line
   * @throws org.caption4j.BadInputException if the log file is something else than a log
   * @throws IOException if it cannot be written
   */
  synchronized void follow(MessageOptions options, List<String> args) throws IOException {
    verbosity = options.verbosity();
    coloured = options.colour().isColoured(terminal, environment);
    followed = true;
    Optional<Path> file = options.logFile();
    if (file.isPresent() && log == null) {
      LogFile opened = LogFile.open(file.get(), clock);
      opened.begin(new Version().getVersion()[0], args);
      log = opened;
      early.forEach(this::log);
    }
    early.clear();
    detail(
        "%s, Java %s, %s %s, %d cores, %,d MB"
            .formatted(
                new Version().getVersion()[0],
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
  }

  /** Returns the files of a call, with the log file as one that is written. */
  FilesOfCall files() throws IOException {
    FilesOfCall files = new FilesOfCall();
    if (log != null) {
      files.writes("--log-file", log.path());
    }
    return files;
  }

  /**
   * Says what is wrong.
   *
   * @param text a line, without the program's name
   */
  void error(String text) {
    emit(Message.ERROR, ERROR + " " + text, painted(Style.fg_red, ERROR) + " " + printable(text));
  }

  /**
   * Warns.
   *
   * @param text a line, without the program's name
   */
  void warning(String text) {
    emit(
        Message.WARNING,
        WARNING + " " + text,
        painted(Style.fg_yellow, WARNING) + " " + printable(text));
  }

  /** Says what happens or was done, in a line. */
  void note(String text) {
    emit(Message.NOTE, text, printable(text));
  }

  /** Says the last there is to say: a bar that is still there goes, and none comes back. */
  synchronized void last(String text) {
    clearBar();
    bar = null;
    ended = true;
    note(text);
  }

  /** Says how far a work is, in a line, where no bar shows it. */
  void progress(String text) {
    emit(Message.PROGRESS, text, printable(text));
  }

  /** Says more than most want to know, in a line. */
  void detail(String text) {
    emit(Message.DETAIL, text, printable(text));
  }

  /** Says where in the program a fault was. */
  void trace(Throwable fault) {
    if (verbosity.shows(Message.DETAIL)) {
      StringWriter trace = new StringWriter();
      fault.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(this::detail);
    }
  }

  /** Returns whether a work in progress is shown by a bar. */
  synchronized boolean showsBars() {
    return terminal
        && !shared
        && !ColourChoice.isDumb(environment)
        && verbosity.shows(Message.PROGRESS);
  }

  /**
   * Draws no bar from now on if results are printed on the same terminal meanwhile.
   *
   * @param results whether standard output is a terminal, too
   */
  synchronized void shareTerminal(boolean results) {
    shared = results;
  }

  /** Draws the bar, in place of the one that is there. */
  synchronized void drawBar(String drawn) {
    if (!ended) {
      bar = drawn;
      err.print("\r" + drawn);
      err.flush();
    }
  }

  /** Leaves the bar where it is; lines follow below. */
  synchronized void endBar() {
    if (bar != null) {
      bar = null;
      err.println();
    }
  }

  private void clearBar() {
    if (bar != null) {
      err.print(CLEAR_LINE);
    }
  }

  private synchronized void emit(Message kind, String plain, String shown) {
    if (verbosity.shows(kind) && !(kind == Message.PROGRESS && showsBars())) {
      clearBar();
      err.println(time() + shown);
      if (bar != null) {
        err.print(bar);
      }
      err.flush();
    }
    keep(kind, plain);
  }

  private String time() {
    return verbosity == Verbosity.VERBOSE
        ? DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT).format(LocalTime.now(clock))
        : "";
  }

  /** A quiet call has its log all the same. */
  private void keep(Message kind, String plain) {
    if ((kind == Message.DETAIL && !verbosity.shows(kind)) || plain.isEmpty()) {
      return;
    }
    if (followed) {
      log(plain);
    } else {
      early.add(plain);
    }
  }

  private void log(String plain) {
    if (log == null) {
      return;
    }
    try {
      log.write(printable(plain));
    } catch (IOException e) {
      log = null;
      warning("--log-file: " + FaultMessages.line(e) + "; the work goes on without it");
    }
  }

  private String painted(Style style, String text) {
    return coloured ? style.on() + text + style.off() : text;
  }

  /** Names of files may hold anything. */
  private static String printable(String text) {
    return Printable.of(text.replace("\t", "    "));
  }

  /** Ends a line that was begun, and the log; standard error stays open. */
  @Override
  public void close() {
    super.close();
    closeLog();
  }

  private synchronized void closeLog() {
    if (log != null) {
      log.close();
      log = null;
    }
  }
}
