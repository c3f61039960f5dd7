package org.caption4j.cli.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the shell fish, from the commands' own description; picocli has it for others. */
public final class FishCompletion {
  private FishCompletion() {}

  /**
   * @param program with all its commands
   * @return a script for fish
   */
  public static String of(CommandLine program) {
    StringBuilder script = new StringBuilder("# Completion of caption4j for fish.\n");
    add(program.getCommandSpec(), program.getCommandName(), List.of(), script);
    return script.toString();
  }

  private static void add(
      CommandSpec command, String program, List<String> path, StringBuilder script) {
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        line(program, condition(command, path), option(option), script);
      }
    }
    for (Map.Entry<String, CommandLine> each : command.subcommands().entrySet()) {
      CommandSpec below = each.getValue().getCommandSpec();
      if (!below.usageMessage().hidden()) {
        String said = " -f -a " + each.getKey() + " -d " + quoted(Descriptions.first(below));
        line(program, condition(command, path), said, script);
        List<String> deeper = new ArrayList<>(path);
        deeper.add(each.getKey());
        add(below, program, deeper, script);
      }
    }
  }

  private static void line(String program, String condition, String what, StringBuilder script) {
    script.append("complete -c ").append(program).append(condition).append(what).append('\n');
  }

  /** When a line holds: behind the words of the path, before any of the commands below. */
  private static String condition(CommandSpec command, List<String> path) {
    List<String> parts = new ArrayList<>();
    path.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
    if (!command.subcommands().isEmpty()) {
      parts.add(
          "not __fish_seen_subcommand_from " + String.join(" ", command.subcommands().keySet()));
    }
    return parts.isEmpty() ? "" : " -n '" + String.join("; and ", parts) + "'";
  }

  private static String option(OptionSpec option) {
    StringBuilder line = new StringBuilder();
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      line.append(values(option));
    }
    return line + " -d " + quoted(Descriptions.of(option));
  }

  private static String values(ArgSpec option) {
    if (option.completionCandidates() != null) {
      return " -xa " + quoted(String.join(" ", option.completionCandidates()));
    }
    boolean files =
        Stream.concat(Stream.of(option.type()), Arrays.stream(option.auxiliaryTypes()))
            .anyMatch(type -> type == Path.class);
    return files ? " -rF" : " -x";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
