package org.caption4j.cli;

import java.util.concurrent.Callable;
import org.caption4j.cli.manual.FishCompletion;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j completion}: what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints what makes a shell complete commands and options.",
    mixinStandardHelpOptions = true,
    footer = {"", "For this session of bash: source <(caption4j completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = Caption4jCommand.commandLine();
    String bash = shell == Shell.FISH ? "" : AutoComplete.bash(program.getCommandName(), program);
    String script =
        switch (shell) {
          case BASH -> bash;
          // as a file that zsh loads when it completes for the first time, or to be sourced
          case ZSH ->
              "#compdef caption4j\n"
                  + bash
                  + "\nif [[ ${funcstack[1]} == _caption4j ]]; then\n"
                  + "  _bash_complete -o default -F _complete_caption4j\nfi\n";
          case FISH -> FishCompletion.of(program);
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
