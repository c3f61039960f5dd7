package org.caption4j.page;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with slots such as <code>{{title}}</code>. */
final class Template {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private final String text;

  Template(String text) {
    this.text = text;
  }

  /**
   * Writes the text, each slot filled where it stands.
   *
   * @param out takes it
   * @param parts by the slots' names
   * @throws IllegalArgumentException if a slot has no part
   * @throws IOException if a part cannot be had or is not taken
   */
  void write(Writer out, Map<String, Part> parts) throws IOException {
    Matcher slot = SLOT.matcher(text);
    int from = 0;
    while (slot.find()) {
      Part part = parts.get(slot.group(1));
      if (part == null) {
        throw new IllegalArgumentException("nothing for the slot " + slot.group());
      }
      out.write(text, from, slot.start() - from);
      part.writeTo(out);
      from = slot.end();
    }
    out.write(text, from, text.length() - from);
  }
}
