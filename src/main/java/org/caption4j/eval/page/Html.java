package org.caption4j.eval.page;

/** Text as HTML. */
final class Html {
  private Html() {}

  /** Escapes what would begin or end markup, in elements and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
