package org.caption4j.tensor.pytorch;

/** Words of messages for what a pickle holds. */
final class Kind {
  private static final int MOST_SHOWN = 80;

  private Kind() {}

  /** Names what sort of object this is, without its contents: those may contain themselves. */
  static String of(Object object) {
    if (object == null) {
      return "None";
    }
    if (object instanceof String text) {
      return "the text '" + brief(text) + "'";
    }
    if (object instanceof Number || object instanceof Boolean) {
      return "the number " + brief(object.toString());
    }
    if (object instanceof PickledDict) {
      return "a dict";
    }
    if (object instanceof PickledList) {
      return "a list";
    }
    if (object instanceof StoredTensor) {
      return "a tensor without a name";
    }
    return object instanceof Object[] ? "a tuple" : "something else";
  }

  /** Shortens a text of the file to what fits in a message, without control characters. */
  static String brief(String text) {
    String shown = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 3) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
