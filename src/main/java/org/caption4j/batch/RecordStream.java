package org.caption4j.batch;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;

/**
 * Writes records one behind the other to somebody who reads them as they come. What cannot be
 * described is told to the listener alone.
 */
public final class RecordStream {
  private final Writer out;
  private final RecordFormat<List<Caption>> format;

  /**
   * @param out takes the records, and is flushed behind each; not closed
   * @param format of the records
   * @param captions a photo, at most
   */
  public RecordStream(Writer out, BatchFormat format, int captions) {
    this.out = out;
    this.format = format.records(captions);
  }

  /**
   * Writes what is said of photos.
   *
   * @param batches the photos, as they are described
   * @param listener told how it goes
   * @return how many there were
   * @throws IOException if a record is not taken
   */
  public BatchSummary write(
      Iterator<DescribedPhotos.Batch<ListedPhoto>> batches, BatchListener listener)
      throws IOException {
    long described = 0;
    long failed = 0;
    put(format.header());
    while (batches.hasNext()) {
      DescribedPhotos.Batch<ListedPhoto> batch = batches.next();
      for (int k = 0; k < batch.items().size(); k++) {
        String record = format.record(batch.items().get(k), batch.captions().get(k));
        put(format.lead(described == 0) + record);
        described++;
      }
      batch.warnings().forEach(listener::warned);
      for (PixelBatch.Unread<ListedPhoto> unread : batch.unread()) {
        listener.failed(unread.fault().getMessage());
        failed++;
      }
      listener.written(described, failed);
    }
    put(format.footer());
    return new BatchSummary(described, failed, true);
  }

  private void put(String text) throws IOException {
    out.write(text);
    out.flush();
  }
}
