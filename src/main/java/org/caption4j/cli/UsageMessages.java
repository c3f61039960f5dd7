package org.caption4j.cli;

import java.io.IOException;
import java.util.List;
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
    Messages err = Messages.of(command);
    followOptions(err, command, args);
    err.error(fault.getMessage().replaceAll("\\R", " "));
    UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** As far as they were understood. */
  private static void followOptions(Messages err, CommandLine command, String... args) {
    try {
      err.follow(Caption4jCommand.messages(command.getCommandSpec()), List.of(args));
    } catch (IOException e) {
      // one fault at a time: that of the log file is told when the call is right
    }
  }
}
