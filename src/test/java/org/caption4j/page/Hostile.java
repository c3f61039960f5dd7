package org.caption4j.page;

import java.util.List;

/** Words that would like to be markup. */
public final class Hostile {
  /** Text that has broken pages; the last is half an emoji. */
  public static final List<String> TEXTS =
      List.of(
          "</script><script>window.broken = 1</script>",
          "<!-- <script> a cat",
          "<img src=x onerror=\"window.broken = 2\">",
          "it's \"quoted\" & \\escaped\\ {{title}} ${broken}",
          "two\u2028lines\u2029and a\ttab",
          "\u05db\u05dc\u05d1 \u05e8\u05e5 \u05d1\u05d7\u05d5\u05e5",
          "\u4e00\u4e2a\u7ea2\u8272\u7684\u98ce\u7b5d",
          "\ud83d\ude00 smiles",
          "half a smile \ud83d");

  private Hostile() {}
}
