package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoListing;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter said = new StringWriter();

  private Progress lines(long total) {
    return new Progress.Lines(
        Messages.of(new PrintWriter(said, true)), "captions", "photos", total);
  }

  @Test
  void theRateIsThatSinceTheFirstReport() throws InterruptedException {
    Progress progress = lines(30);
    progress.at(10, "");
    Thread.sleep(20);
    progress.at(20, "2 failed");
    progress.close();
    assertThat(said.toString())
        .matches("captions: 20/30 photos, [1-9][0-9]*\\.[0-9]/s, [0-9]+ s left, 2 failed\\R");
  }

  @Test
  void aSingleReportTellsNoRate() {
    Progress progress = lines(3);
    progress.at(3, "");
    progress.close();
    assertThat(said.toString()).isEqualTo("captions: 3/3 photos" + System.lineSeparator());
  }

  @Test
  void photosThatCanBeListedOnceAreNotCounted() throws InterruptedException {
    AtomicInteger listed = new AtomicInteger();
    PhotoListing names =
        new PhotoListing() {
          @Override
          public List<Path> folders() {
            return List.of();
          }

          @Override
          public boolean isRepeatable() {
            return false;
          }

          @Override
          public Iterator<ListedPhoto> iterator() {
            listed.incrementAndGet();
            return List.<ListedPhoto>of().iterator();
          }
        };
    try (BatchProgress progress = new BatchProgress(new PrintWriter(said, true), Long.MAX_VALUE)) {
      progress.count(names);
      Thread.sleep(50); // another thread would count
    }
    assertThat(listed).hasValue(0);
  }
}
