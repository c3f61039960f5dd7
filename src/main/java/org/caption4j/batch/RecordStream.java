package org.caption4j.batch;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.caption4j.captioner.Caption;

/**
 * Records one behind the other, for somebody who reads them as they come. What cannot be described
 * is known until the end of the run.
 */
public final class RecordStream implements CaptionRecords {
  private final Writer out;
  private final RecordFormat<List<Caption>> format;
  private final Fingerprints described = new Fingerprints();
  private final Fingerprints failed = new Fingerprints();

  /**
   * @param out takes the records, and is flushed behind each; not closed
   * @param format of the records
   * @param captions a photo, at most
   * @throws IOException if the beginning is not taken
   */
  public RecordStream(Writer out, BatchFormat format, int captions) throws IOException {
    this.out = out;
    this.format = format.records(captions);
    put(this.format.header());
  }

  /** Returns records that nobody reads. */
  public static RecordStream none() throws IOException {
    return new RecordStream(Writer.nullWriter(), BatchFormat.JSONL, 1);
  }

  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public boolean isDescribed(ListedPhoto photo) {
    return described.contains(photo.path());
  }

  @Override
  public boolean hasFailed(ListedPhoto photo) {
    return failed.contains(photo.path());
  }

  @Override
  public long described() {
    return described.size();
  }

  @Override
  public long failed() {
    return failed.size();
  }

  @Override
  public void append(List<ListedPhoto> photos, List<List<Caption>> captions) throws IOException {
    for (int k = 0; k < photos.size(); k++) {
      String lead = format.lead(described.size() == 0);
      described.add(photos.get(k).path());
      put(lead + format.record(photos.get(k), captions.get(k)));
    }
  }

  @Override
  public void fail(List<ListedPhoto> photos, List<String> reasons) {
    photos.forEach(photo -> failed.add(photo.path()));
  }

  @Override
  public void finish() throws IOException {
    put(format.footer());
  }

  private void put(String text) throws IOException {
    out.write(text);
    out.flush();
  }

  @Override
  public void close() {}
}
