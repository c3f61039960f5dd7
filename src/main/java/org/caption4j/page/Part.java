package org.caption4j.page;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Fills a slot of a page. */
@FunctionalInterface
public interface Part {
  /**
   * @param out takes the part, as markup
   * @throws IOException if the part cannot be had or is not taken
   */
  void writeTo(Writer out) throws IOException;

  /**
   * Text that is no markup.
   *
   * @param text shown as it is
   */
  static Part text(String text) {
    return out -> out.write(Html.escape(text));
  }

  /**
   * Markup, a style sheet or a script.
   *
   * @param markup written as it stands
   */
  static Part markup(String markup) {
    return out -> out.write(markup);
  }

  /**
   * Facts below a heading.
   *
   * @param heading text
   * @param facts without any there is no heading either
   */
  static Part facts(String heading, List<Fact> facts) {
    return out -> {
      if (facts.isEmpty()) {
        return;
      }
      out.write("<section><h2>%s</h2><dl>\n".formatted(Html.escape(heading)));
      for (Fact fact : facts) {
        out.write(
            "<div><dt>%s</dt><dd dir=\"auto\">%s</dd></div>\n"
                .formatted(Html.escape(fact.label()), Html.escape(fact.value())));
      }
      out.write("</dl></section>");
    };
  }
}
