package org.caption4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be known of a command line before it is parsed: which command it names, since to learn
 * all of them takes a while, and how much to say, since loggers and libraries are made meanwhile.
 *
 * @param words what was typed, without the options of {@link MessageOptions}
 * @param verbosity asked for
 */
record FirstLook(List<String> words, Verbosity verbosity) {
  private static final Set<String> QUIET = Set.of("-q", "--quiet");
  private static final String VERBOSE = "--verbose";
  private static final Set<String> WITH_VALUE = Set.of("--log-file", "--color");

  static FirstLook at(String... args) {
    List<String> words = new ArrayList<>();
    Verbosity verbosity = Verbosity.USUAL;
    for (int k = 0; k < args.length; k++) {
      if (args[k].equals("--")) {
        words.addAll(Arrays.asList(args).subList(k, args.length));
        break;
      }
      if (QUIET.contains(args[k])) {
        verbosity = Verbosity.QUIET;
      } else if (args[k].equals(VERBOSE)) {
        verbosity = Verbosity.VERBOSE;
      } else if (WITH_VALUE.contains(args[k])) {
        k++;
      } else if (WITH_VALUE.stream().map(name -> name + "=").noneMatch(args[k]::startsWith)) {
        words.add(args[k]);
      }
    }
    return new FirstLook(words, verbosity);
  }

  /** Returns the word where a command stands. */
  Optional<String> command() {
    return words.stream().findFirst();
  }
}
