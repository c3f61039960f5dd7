package org.caption4j.batch;

/**
 * Whether a folder that has photos of the same names as one that is gone is that folder, under
 * another name or in another place.
 */
public enum Moved {
  /** Nobody said yet: such a folder is refused. */
  ASK,
  /** It is: its photos are those that were described. */
  YES,
  /** It is not: its photos are others. */
  NO
}
