package org.caption4j.batch;

import java.io.IOException;
import java.util.List;
import org.caption4j.captioner.Caption;

/** Where a run records what it says of photos, and why it says nothing of some. */
public interface CaptionRecords extends AutoCloseable {
  /** Returns whether a later run finds what is recorded now. */
  boolean isKept();

  /** Returns whether captions of a photo are recorded. */
  boolean isDescribed(ListedPhoto photo);

  /** Returns whether it is recorded why a photo has no captions. */
  boolean hasFailed(ListedPhoto photo);

  /** Returns how many photos have captions, those of earlier runs included. */
  long described();

  /** Returns how many photos have a reason why not, those of earlier runs included. */
  long failed();

  /**
   * Adds records; none of a photo that has one.
   *
   * @param photos what they are of; none is fine
   * @param captions of each of them, best first
   * @throws IOException if they are not taken; those before them are as they were
   */
  void append(List<ListedPhoto> photos, List<List<Caption>> captions) throws IOException;

  /**
   * Adds photos that have no captions.
   *
   * @param photos which; none is fine
   * @param reasons one for each photo
   * @throws IOException if they are not taken
   */
  void fail(List<ListedPhoto> photos, List<String> reasons) throws IOException;

  /**
   * Ends the records.
   *
   * @throws org.caption4j.BadInputException if somebody else changed them meanwhile
   * @throws IOException if the end is not taken
   */
  void finish() throws IOException;

  @Override
  void close() throws IOException;
}
