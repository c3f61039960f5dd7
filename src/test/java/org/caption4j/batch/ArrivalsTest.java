package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  @TempDir Path folder;
  private final Time time = new Time();
  private final Arrivals arrivals = new Arrivals(time);
  private Path file;

  /** Goes on when it is told to. */
  private static final class Time extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void make() throws IOException {
    file = Files.writeString(folder.resolve("a.jpg"), "begun");
    written();
  }

  private void written() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time.instant()));
  }

  private ListedPhoto photo() {
    return new ListedPhoto(file, file.toString(), folder);
  }

  private boolean isComplete() {
    Iterator<ListedPhoto> complete = arrivals.complete(List.of(photo()).iterator());
    return complete.hasNext();
  }

  /** Whether it ends among the errors if it cannot be read. */
  private boolean isBroken() {
    List<PixelBatch.Unread<ListedPhoto>> unread =
        List.of(new PixelBatch.Unread<>(photo(), new BadInputException("is cut short")));
    List<DescribedPhotos.Batch<ListedPhoto>> batches = new ArrayList<>();
    arrivals
        .withoutIncomplete(
            List.of(new DescribedPhotos.Batch<ListedPhoto>(List.of(), List.of(), List.of(), unread))
                .iterator())
        .forEachRemaining(batches::add);
    return !batches.get(0).unread().isEmpty();
  }

  @Test
  void aPhotoIsReadWhenItHasNotChangedForAWhile() throws IOException {
    assertThat(isComplete()).isFalse();
    for (int k = 0; k < 20; k++) {
      time.pass(1);
      Files.writeString(file, "more".repeat(k));
      written();
      assertThat(isComplete()).isFalse();
    }
    time.pass(2);
    assertThat(isComplete()).isTrue();
  }

  @Test
  void aPhotoThatIsMovedIntoPlaceIsReadAtOnce() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time.instant().minusSeconds(5)));
    assertThat(isComplete()).isTrue();
  }

  @Test
  void clocksOfOtherMachinesMayBeAhead() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time.instant().plusSeconds(3600)));
    assertThat(isComplete()).isFalse();
    time.pass(2);
    assertThat(isComplete()).isTrue();
  }

  @Test
  void aPhotoThatCannotBeReadIsTriedAgainWhenItChanges() throws IOException {
    time.pass(5);
    assertThat(isComplete()).isTrue();
    assertThat(isBroken()).isFalse();
    time.pass(5);
    assertThat(isComplete()).isFalse();
    Files.writeString(file, "complete now");
    written();
    assertThat(isComplete()).isFalse();
    time.pass(2);
    assertThat(isComplete()).isTrue();
  }

  @Test
  void aPhotoThatStaysBrokenEndsAmongTheErrors() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time.instant().minusSeconds(5)));
    assertThat(isComplete()).isTrue();
    assertThat(isBroken()).isFalse();
    time.pass(20);
    assertThat(isComplete()).isFalse();
    time.pass(20);
    assertThat(isComplete()).isTrue();
    assertThat(isBroken()).isTrue();
  }

  @Test
  void aPhotoThatIsTakenAwayBeforeItIsReadIsNoError() throws IOException {
    time.pass(5);
    assertThat(isComplete()).isTrue();
    Files.delete(file);
    assertThat(isBroken()).isFalse();
  }

  @Test
  void whatIsKnownToBeNoPhotoIsNotWaitedFor() {
    ListedPhoto folderOfThatName = new ListedPhoto(folder, "x.jpg", folder, "is a folder");
    assertThat(arrivals.complete(List.of(folderOfThatName).iterator()).hasNext()).isTrue();
  }

  @Test
  void looksTakeAFifthOfTheTime() {
    assertThat(isComplete()).isFalse();
    assertThat(arrivals.pause()).isEqualTo(Duration.ofSeconds(1));
    time.pass(2);
    assertThat(arrivals.pause()).isEqualTo(Duration.ofSeconds(8));
    time.pass(100);
    assertThat(arrivals.pause()).isEqualTo(Duration.ofMinutes(1));
  }
}
