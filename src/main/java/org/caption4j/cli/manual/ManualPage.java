package org.caption4j.cli.manual;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in the format of {@code man(7)}, from a command's own description. */
public final class ManualPage {
  private final CommandSpec command;
  private final String version;
  private final StringBuilder page = new StringBuilder();

  private ManualPage(CommandSpec command, String version) {
    this.command = command;
    this.version = version;
  }

  /**
   * @param command that the page is about
   * @param version of the program, as the foot of the page shows it
   * @return the page's source
   */
  public static String of(CommandSpec command, String version) {
    return new ManualPage(command, version).write();
  }

  /** The page's name without its section, such as {@code caption4j-models-list}. */
  public static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private String write() {
    String name = name(command);
    request(
        ".TH",
        quoted(name.toUpperCase(Locale.ROOT)),
        "1",
        "\"\"",
        quoted(version),
        "\"caption4j manual\"");
    section("NAME");
    text(name + " - " + lower(Descriptions.first(command)));
    section("SYNOPSIS");
    text(new CommandLine.Help(command, Ansi.OFF).synopsis(0).replaceAll("\\s+", " ").strip());
    section("DESCRIPTION");
    text(Descriptions.of(command));
    arguments();
    options();
    commands();
    section("EXIT STATUS");
    text("0 done, 1 failed, 2 wrong usage.");
    seeAlso();
    return page.toString();
  }

  private void arguments() {
    if (command.positionalParameters().stream().anyMatch(each -> !each.hidden())) {
      section("ARGUMENTS");
    }
    for (PositionalParamSpec each : command.positionalParameters()) {
      if (!each.hidden()) {
        item("\\fI" + escaped(each.paramLabel()) + "\\fR", Descriptions.of(each));
      }
    }
  }

  private void options() {
    section("OPTIONS");
    for (OptionSpec each : command.options()) {
      if (!each.hidden()) {
        String value =
            each.arity().max() > 0
                ? " \\fI" + escaped(Descriptions.plain(each.paramLabel())) + "\\fR"
                : "";
        String names =
            Arrays.stream(each.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        item(names + value, Descriptions.of(each) + defaultValue(each));
      }
    }
  }

  private static String defaultValue(OptionSpec option) {
    boolean shown =
        option.showDefaultValue() == Visibility.ALWAYS
            || (option.showDefaultValue() == Visibility.ON_DEMAND
                && option.command().usageMessage().showDefaultValues());
    return shown && option.arity().max() > 0 && option.defaultValue() != null
        ? " (default: %s)".formatted(option.defaultValue())
        : "";
  }

  private void commands() {
    boolean begun = false;
    for (Map.Entry<String, CommandLine> each : command.subcommands().entrySet()) {
      CommandSpec below = each.getValue().getCommandSpec();
      if (!below.usageMessage().hidden()) {
        if (!begun) {
          section("COMMANDS");
          begun = true;
        }
        item("\\fB" + escaped(each.getKey()) + "\\fR", Descriptions.of(below));
      }
    }
  }

  private void seeAlso() {
    String pages =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(below -> !below.usageMessage().hidden() && !below.name().equals("help"))
            .map(below -> "\\fB" + escaped(name(below)) + "\\fR(1)")
            .collect(Collectors.joining(", "));
    if (command.parent() != null) {
      String above = "\\fB" + escaped(name(command.parent())) + "\\fR(1)";
      pages = pages.isEmpty() ? above : above + ", " + pages;
    }
    if (!pages.isEmpty()) {
      section("SEE ALSO");
      page.append(pages).append('\n');
    }
  }

  private void section(String title) {
    request(".SH", quoted(title));
  }

  private void item(String what, String description) {
    page.append(".TP\n").append(what).append('\n');
    text(description);
  }

  private void text(String text) {
    page.append(escaped(text)).append('\n');
  }

  private void request(String... words) {
    page.append(String.join(" ", words)).append('\n');
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\(dq").replace("-", "\\-") + '"';
  }

  /** A line that begins with a point or an apostrophe would be a request. */
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String lower(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
