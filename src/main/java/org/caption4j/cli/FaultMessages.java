package org.caption4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.caption4j.BadInputException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line for the person at the terminal. */
final class FaultMessages implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    if (fault instanceof ParameterException usage) {
      throw usage;
    }
    if (fault instanceof StandardOutput.Fault output) {
      return output.report(Messages.of(command));
    }
    Messages messages = Messages.of(command);
    messages.error(line(fault));
    messages.trace(fault);
    return ExitCode.SOFTWARE;
  }

  /** What to print of a fault. */
  static String line(Exception fault) {
    if (fault instanceof UncheckedIOException wrapped) {
      return line(wrapped.getCause());
    }
    if (fault instanceof BadInputException) {
      return fault.getMessage();
    }
    if (fault instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (fault instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (fault instanceof FileAlreadyExistsException there) {
      return there.getFile() + ": expected a folder, or nothing, but found a file";
    }
    if (fault instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    if (fault instanceof IOException) {
      return fault.getMessage();
    }
    return "a fault in caption4j itself: "
        + fault
        + "; please report it with what the same call prints with --verbose";
  }
}
