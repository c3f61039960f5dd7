package org.caption4j.metadata;

/** The modification time of a file that is written anew. */
public enum FileTimes {
  /** That of the file that was there. */
  KEEP,
  /** The time at which it is written. */
  NEW
}
