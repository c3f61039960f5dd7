package org.caption4j.cli;

/** How much is said. */
enum Verbosity {
  QUIET(Message.ERROR),
  USUAL(Message.PROGRESS),
  VERBOSE(Message.DETAIL);

  /** Kinds of messages, the most important first. */
  enum Message {
    ERROR,
    WARNING,
    NOTE,
    PROGRESS,
    DETAIL
  }

  private final Message least;

  Verbosity(Message least) {
    this.least = least;
  }

  /** Returns whether messages of a kind are shown. */
  boolean shows(Message kind) {
    return kind.compareTo(least) <= 0;
  }

  /**
   * Sets up the loggers of SLF4J, which read their settings when the first of them is made. This
   * project's own tell details; libraries speak up when something is wrong, or not at all.
   */
  void setUpLoggers() {
    switch (this) {
      case QUIET -> System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
      case VERBOSE -> System.setProperty("org.slf4j.simpleLogger.log.org.caption4j", "debug");
      case USUAL -> {}
    }
  }
}
