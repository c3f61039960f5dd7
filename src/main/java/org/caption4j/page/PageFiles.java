package org.caption4j.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where the pages of a gallery lie: {@code photos.html}, {@code photos-2.html}, {@code
 * photos-3.html} and so on, in one folder. Pages are counted from 1.
 *
 * @param first the first page's file
 * @param pages how many there are
 */
record PageFiles(Path first, int pages) {

  Path file(int page) {
    return page == 1 ? first : first.resolveSibling(name(page));
  }

  /** Returns the address of a page for a link on another, relative. */
  String link(int page) {
    try {
      // Before a name with a colon, a dot keeps browsers from taking its beginning for a scheme.
      return new URI(null, null, "./" + name(page), null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a relative path is a URI", e);
    }
  }

  private String name(int page) {
    String name = first.getFileName().toString();
    if (page == 1) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    int stem = dot > 0 ? dot : name.length();
    return name.substring(0, stem) + "-" + page + name.substring(stem);
  }
}
