package org.caption4j.page;

import java.io.IOException;
import java.io.Writer;

/**
 * Which photos a page shows, and links to the first page, the last, and those beside it; nothing
 * where there is one page only.
 *
 * @param files the gallery's pages
 * @param page this one, from 1
 * @param range such as {@code Photos 501 to 1,000 of 14,940}
 */
record PageLinks(PageFiles files, int page, String range) implements Part {

  /** Returns what tells this page's title from those of the others. */
  String number() {
    return files.pages() == 1 ? "" : ", page %d of %d".formatted(page, files.pages());
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    if (files.pages() == 1) {
      return;
    }
    out.write("<nav class=\"pages\" aria-label=\"Pages\">\n");
    link(out, "First", 1, page > 1);
    link(out, "Previous", page - 1, page > 1);
    out.write("<span>%s</span>\n".formatted(Html.escape(range)));
    link(out, "Next", page + 1, page < files.pages());
    link(out, "Last", files.pages(), page < files.pages());
    out.write("</nav>\n");
  }

  /** A link that leads nowhere stays in its place, so that the others stay in theirs. */
  private void link(Writer out, String label, int to, boolean leads) throws IOException {
    out.write(
        leads
            ? "<a href=\"%s\">%s</a>\n".formatted(Html.escape(files.link(to)), label)
            : "<a role=\"link\" aria-disabled=\"true\">%s</a>\n".formatted(label));
  }
}
