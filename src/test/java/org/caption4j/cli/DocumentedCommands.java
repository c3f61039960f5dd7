package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands in the {@code sh} blocks of the README and of the pages in docs/. */
final class DocumentedCommands {
  private DocumentedCommands() {}

  /**
   * A command as a page has it.
   *
   * @param page that it is on
   * @param line of the page where it begins, from 1
   * @param text of the command, lines that end with a backslash joined
   */
  record Command(Path page, int line, String text) {
    @Override
    public String toString() {
      return "%s:%d %s".formatted(page.getFileName(), line, text);
    }
  }

  /** Reads the commands of all pages of a checkout. */
  static List<Command> of(Path checkout) throws IOException {
    List<Command> commands = new ArrayList<>(on(checkout.resolve("README.md")));
    try (Stream<Path> pages = Files.list(checkout.resolve("docs"))) {
      for (Path page : pages.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        commands.addAll(on(page));
      }
    }
    return commands;
  }

  private static List<Command> on(Path page) throws IOException {
    List<Command> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    boolean shell = false;
    for (int k = 0; k < lines.size(); k++) {
      String line = lines.get(k).strip();
      if (line.startsWith("```")) {
        shell = !shell && line.equals("```sh");
      } else if (shell && !line.isEmpty() && !line.startsWith("#")) {
        int first = k + 1;
        StringBuilder text = new StringBuilder(line);
        while (text.charAt(text.length() - 1) == '\\') {
          k++;
          text.setLength(text.length() - 1);
          text.append(lines.get(k).strip());
        }
        commands.add(new Command(page, first, text.toString()));
      }
    }
    return commands;
  }
}
