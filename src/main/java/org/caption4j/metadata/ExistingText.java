package org.caption4j.metadata;

/** What happens to a description that a photo has already. */
public enum ExistingText {
  /** It stays, and the photo counts as described. */
  SKIP,
  /** It is replaced. */
  OVERWRITE,
  /** The caption is added behind it. */
  APPEND,
  /** The caption is put before it. */
  PREPEND
}
