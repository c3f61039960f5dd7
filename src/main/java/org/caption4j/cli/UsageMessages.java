package org.caption4j.cli;

import java.io.PrintWriter;
import org.caption4j.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what is wrong with a call, and where the right one is described. */
final class UsageMessages implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("caption4j: " + Printable.of(fault.getMessage().replaceAll("\\R", " ")));
    UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }
}
