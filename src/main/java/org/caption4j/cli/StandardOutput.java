package org.caption4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.caption4j.AtomicFile;
import org.caption4j.Output;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Where results are printed, and what happens when they are not taken. */
final class StandardOutput {
  /** What stands for it where a file can be named. */
  static final String NAME = "-";

  private static final Set<Path> DEVICES =
      Set.of(Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

  private static final int MOST_LINKS = 40;

  private StandardOutput() {}

  /**
   * Results are not taken any more. Not an {@link IOException}, which a {@link PrintWriter} would
   * keep to itself: nothing more shall be worked out.
   */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Who reads no further, as {@code head} does, has what was wanted. */
    private boolean isReaderGone() {
      return getMessage() != null && getMessage().toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** Says what is wrong, unless nothing is, and returns the exit code. */
    int report(Messages err) {
      if (isReaderGone()) {
        return ExitCode.OK;
      }
      err.error("standard output: " + getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** Returns whether it is a terminal, as the launcher tells. */
  static boolean isTerminal() {
    return Boolean.getBoolean("caption4j.terminal.output");
  }

  /** Returns that of this process; what it does not take becomes a {@link Fault}. */
  static PrintWriter open() {
    return printing(new FileOutputStream(FileDescriptor.out));
  }

  /**
   * @param bytes takes UTF-8
   */
  static PrintWriter printing(OutputStream bytes) {
    return new PrintWriter(
        new OutputStreamWriter(new Watched(bytes), StandardCharsets.UTF_8), true);
  }

  /** Turns faults into those that are not swallowed. */
  private static final class Watched extends OutputStream {
    private final OutputStream bytes;
    private boolean broken;

    Watched(OutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      if (broken) {
        return; // told already
      }
      try {
        bytes.write(source, offset, length);
      } catch (IOException e) {
        broken = true;
        throw new Fault(e);
      }
    }
  }

  /**
   * Tells whether a file that was named is standard output: by {@value #NAME}, or by a name that
   * the system has for it.
   */
  static boolean isMeant(Path named) {
    if (named.toString().equals(NAME)) {
      return true;
    }
    Path file = named;
    for (int links = 0; links < MOST_LINKS; links++) {
      if (DEVICES.contains(file.toAbsolutePath().normalize())) {
        return true;
      }
      if (!Files.isSymbolicLink(file)) {
        return false;
      }
      try {
        file = file.resolveSibling(Files.readSymbolicLink(file));
      } catch (IOException e) {
        return false; // whoever writes it says why
      }
    }
    return false;
  }

  /**
   * Returns where to write.
   *
   * @param named a file, or what is meant for standard output
   * @param command whose results are printed
   */
  static Output to(Path named, CommandLine command) {
    return isMeant(named) ? content -> print(content, command.getOut()) : Output.to(named);
  }

  private static void print(AtomicFile.Content content, PrintWriter out) throws IOException {
    try (OutputStream bytes = new TextStream(out)) {
      content.writeTo(bytes);
    }
    out.flush();
  }
}
