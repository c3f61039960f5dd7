package org.caption4j.metric.ptb;

/** How a token is spelt, given the characters that it is made of. */
enum Form {
  /** No token. */
  NONE,
  /** As it stands. */
  PLAIN,
  /** Without soft hyphens, and with a plain ampersand. */
  WORD,
  /** One of the words that are two tokens, such as {@code cannot}. */
  TWO_WORDS,
  /** An abbreviation that ends a sentence: its full stop is the next token as well. */
  ENDING,
  /** A contraction or an elision: with a plain apostrophe. */
  CONTRACTION,
  /** Spaces inside do not break, brackets are spelt out. */
  SPACED,
  /** Spaces inside do not break. */
  TAG,
  /** Typographic quotes, one by one. */
  QUOTES,
  /** An opening double quote. */
  OPENING,
  /** A closing double quote. */
  CLOSING,
  /** An opening single quote. */
  OPENING_SINGLE,
  /** Three dots. */
  ELLIPSIS,
  /** An entity of HTML that has a character. */
  ENTITY,
  /** A dash. */
  DASH,
  /** A character that has a name or a plainer spelling. */
  SYMBOL
}
