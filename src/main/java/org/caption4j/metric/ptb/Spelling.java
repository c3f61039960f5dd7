package org.caption4j.metric.ptb;

import java.util.List;
import java.util.Locale;

/** Spells the characters of a token as the Penn Treebank does, in lower case. */
final class Spelling {
  private Spelling() {}

  static void add(Form form, char[] text, int start, int end, List<String> tokens) {
    switch (form) {
      case NONE -> {}
      case PLAIN -> tokens.add(lower(text, start, end));
      case WORD -> tokens.add(word(text, start, end));
      case TWO_WORDS -> {
        tokens.add(lower(text, start, start + 3));
        tokens.add(lower(text, start + 3, end));
      }
      case ENDING -> tokens.add(word(text, start, end + 1));
      case CONTRACTION -> tokens.add(contraction(text, start, end));
      case SPACED -> tokens.add(spaced(text, start, end));
      case TAG -> tokens.add(lower(text, start, end).replace(' ', '\u00a0'));
      case QUOTES -> tokens.add(quotes(text, start, end));
      case OPENING -> tokens.add("``");
      case CLOSING -> tokens.add("''");
      case OPENING_SINGLE -> tokens.add("`");
      case ELLIPSIS -> tokens.add("...");
      case DASH -> tokens.add("--");
      case ENTITY -> tokens.add(entity(new String(text, start, end - start)));
      case SYMBOL -> tokens.add(symbol(text[start]));
    }
  }

  private static String lower(char[] text, int start, int end) {
    return new String(text, start, end - start).toLowerCase(Locale.ROOT);
  }

  private static String word(char[] text, int start, int end) {
    String word = new String(text, start, end - start);
    if (word.indexOf('\u00ad') >= 0) {
      word = word.replace("\u00ad", "");
    } else if (word.indexOf('&') >= 0) {
      return word.toLowerCase(Locale.ROOT).replace("&amp;", "&");
    }
    return word.isEmpty() ? "-" : word.toLowerCase(Locale.ROOT);
  }

  private static String contraction(char[] text, int start, int end) {
    return new String(text, start, end - start)
        .replace("&apos;", "'")
        .toLowerCase(Locale.ROOT)
        .replace('\u2019', '\'')
        .replace('\u0092', '\'')
        .replace('\u2018', '`')
        .replace('\u201b', '`')
        .replace('\u0091', '`');
  }

  private static String spaced(char[] text, int start, int end) {
    String plain = lower(text, start, end).replace(' ', '\u00a0');
    return plain.replace("(", "-lrb-").replace(")", "-rrb-");
  }

  private static String quotes(char[] text, int start, int end) {
    StringBuilder plain = new StringBuilder();
    for (int i = start; i < end; i++) {
      plain.append(
          switch (text[i]) {
            case '\u0091', '\u2018', '\u201b', '\u2039' -> "`";
            case '\u0092', '\u2019', '\u203a' -> "'";
            case '\u0093', '\u201c', '\u00ab' -> "``";
            case '\u0094', '\u201d', '\u00bb' -> "''";
            default -> String.valueOf(text[i]);
          });
    }
    return plain.toString();
  }

  private static String entity(String entity) {
    return switch (entity.toLowerCase(Locale.ROOT)) {
      case "&lt;" -> "<";
      case "&gt;" -> ">";
      case "&amp;" -> "&";
      // those of quotes in lower case alone
      default ->
          switch (entity) {
            case "&quot;" -> "''";
            case "&apos;" -> "'";
            default -> entity.toLowerCase(Locale.ROOT);
          };
    };
  }

  private static String symbol(char symbol) {
    return switch (symbol) {
      case '(' -> "-lrb-";
      case ')' -> "-rrb-";
      case '[' -> "-lsb-";
      case ']' -> "-rsb-";
      case '{' -> "-lcb-";
      case '}' -> "-rcb-";
      case '\u0080', '\u00a4', '\u20a0', '\u20ac' -> "$";
      case '\u0085', '\u2026' -> "...";
      case '\u0096', '\u0097', '\u2013', '\u2014', '\u2015' -> "--";
      case '\u00a2' -> "cents";
      case '\u00a3' -> "#";
      case '\u00bc' -> "1/4";
      case '\u00bd' -> "1/2";
      case '\u00be' -> "3/4";
      case '\u2153' -> "1/3";
      case '\u2154' -> "2/3";
      default -> String.valueOf(Character.toLowerCase(symbol));
    };
  }
}
