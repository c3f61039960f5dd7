package org.caption4j.image;

/** What a fourth (or, beside grey, a second) channel means for the colours before it. */
enum Alpha {
  /** Nothing: it is padding. */
  NONE,
  /** The colours are those of the opaque picture. */
  STRAIGHT,
  /** The colours are multiplied by the opacity already. */
  PREMULTIPLIED
}
