package org.caption4j.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.FileKind;
import org.caption4j.FilesOfCall;
import org.caption4j.WrittenFile;

/** A file that messages are appended to, each line whole and with the time before it. */
final class LogFile implements Closeable {
  /** Only what begins as a log does is taken for one, and appended to. */
  private static final FileKind KIND =
      new FileKind(
          "a log of caption4j",
          Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d caption4j "));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Names and passwords, and what may be a token. */
  private static final Pattern SECRET =
      Pattern.compile("(?<=://)[^/@\\s]+(?=@)|(?<=://[^?\\s]{1,2000}\\?)\\S+");

  private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@%+-]+");

  private final WrittenFile file;
  private final OutputStream out;
  private final Clock clock;

  private LogFile(WrittenFile file, OutputStream out, Clock clock) {
    this.file = file;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Opens a log, which is made if it is missing.
   *
   * @param named the file
   * @param clock tells date and time
   * @throws BadInputException if it is something else than a log
   * @throws IOException if it cannot be written
   */
  static LogFile open(Path named, Clock clock) throws IOException {
    if (StandardOutput.isMeant(named)) {
      throw new BadInputException(
          "--log-file %s: expected a file, found standard output, which is for results"
              .formatted(named));
    }
    new FilesOfCall().writes("--log-file", named, KIND);
    WrittenFile file = WrittenFile.of(named);
    try {
      Files.createDirectories(file.real().getParent());
      return new LogFile(
          file,
          Files.newOutputStream(file.real(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          clock);
    } catch (IOException e) {
      throw file.fault(e);
    }
  }

  /** The file, as it was named. */
  Path path() {
    return file.named();
  }

  /**
   * Says which call the lines below are of; passwords in addresses are left out.
   *
   * @param version of the program
   * @param args its command line
   */
  void begin(String version, List<String> args) throws IOException {
    String call = args.stream().map(LogFile::shown).collect(Collectors.joining(" "));
    write(version + ": caption4j " + call);
  }

  private static String shown(String word) {
    String open = SECRET.matcher(word).replaceAll("...");
    return PLAIN.matcher(open).matches() ? open : "'" + open.replace("'", "'\\''") + "'";
  }

  /** Appends a line, in one piece: other processes may append to the same file. */
  void write(String line) throws IOException {
    String whole = TIME.format(LocalDateTime.now(clock)) + " " + line + "\n";
    try {
      out.write(whole.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw file.fault(e);
    }
  }

  /** What was written is with the system already. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // every line was flushed
    }
  }
}
