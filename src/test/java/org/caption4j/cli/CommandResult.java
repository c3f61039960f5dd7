package org.caption4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** What a command said in this process, and how it ended. */
record CommandResult(int exitCode, String out, String err) {
  static CommandResult run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new CommandResult(code, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
