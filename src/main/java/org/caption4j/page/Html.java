package org.caption4j.page;

/** Text as HTML. */
public final class Html {
  private Html() {}

  /**
   * Escapes what would begin or end markup.
   *
   * @param text any
   * @return the same, for an element's content or a quoted attribute
   */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
