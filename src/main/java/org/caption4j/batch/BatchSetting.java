package org.caption4j.batch;

/**
 * Something that decides which captions photos get.
 *
 * @param option by which a user sets it
 * @param value the same where captions are
 * @param called what to call the value
 */
public record BatchSetting(String option, String value, String called) {
  /** A setting whose value speaks for itself. */
  public BatchSetting(String option, Object value) {
    this(option, value.toString(), value.toString());
  }
}
