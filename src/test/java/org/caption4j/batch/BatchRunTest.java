package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run without a network: a file is described as its name, unless it is not there. */
class BatchRunTest {
  private static final int PHOTOS = 50;
  private static final int BATCH = 8;

  @TempDir Path folder;
  private Path photos;
  private Path out;

  @BeforeEach
  void makePhotos() throws IOException {
    out = folder.resolve("out.jsonl");
    photos = Files.createDirectory(folder.resolve("photos"));
    for (int k = 0; k < PHOTOS; k++) {
      Files.createFile(photos.resolve("%03d.png".formatted(k)));
    }
  }

  private static DescribedPhotos.Batch<ListedPhoto> described(List<ListedPhoto> photos) {
    List<ListedPhoto> items = new ArrayList<>();
    List<List<Caption>> captions = new ArrayList<>();
    List<PixelBatch.Unread<ListedPhoto>> unread = new ArrayList<>();
    for (ListedPhoto photo : photos) {
      if (Files.exists(photo.file())) {
        items.add(photo);
        captions.add(List.of(new Caption("this is " + photo.file().getFileName(), -1)));
      } else {
        unread.add(new PixelBatch.Unread<>(photo, new BadInputException("is not there")));
      }
    }
    return new DescribedPhotos.Batch<>(items, captions, unread);
  }

  private static Iterator<DescribedPhotos.Batch<ListedPhoto>> batches(
      Iterator<ListedPhoto> photos) {
    return Stream.generate(
            () -> {
              List<ListedPhoto> batch = new ArrayList<>();
              while (batch.size() < BATCH && photos.hasNext()) {
                batch.add(photos.next());
              }
              return batch;
            })
        .takeWhile(batch -> !batch.isEmpty())
        .map(BatchRunTest::described)
        .iterator();
  }

  /** Tells nobody. */
  private static final class Silent implements BatchListener {
    @Override
    public void written(long described, long failed) {}

    @Override
    public void failed(String reason) {}
  }

  private BatchSummary run(BooleanSupplier goOn) throws IOException {
    PhotoFolders where =
        new PhotoFolders(List.of(photos), true, file -> true, UnaryOperator::identity);
    try (BatchRun run = BatchRun.open(where, out, BatchFormat.JSONL, 1)) {
      return run.write(batches(run.rest()), goOn, new Silent());
    }
  }

  @Test
  void aRunThatIsAskedToStopIsGoneOnWith() throws IOException {
    assertThat(run(() -> false)).isEqualTo(new BatchSummary(BATCH, 0, false));
    assertThat(run(() -> true)).isEqualTo(new BatchSummary(PHOTOS, 0, true));
    assertThat(run(() -> true)).isEqualTo(new BatchSummary(PHOTOS, 0, true));
    assertThat(Files.readAllLines(out)).hasSize(PHOTOS).doesNotHaveDuplicates();
  }

  @Test
  void aPhotoThatIsGoneIsAnErrorOfItsOwn() throws IOException {
    BatchSummary summary =
        run(
            () -> {
              delete("020.png", "021.png");
              return true;
            });
    assertThat(summary).isEqualTo(new BatchSummary(PHOTOS - 2, 2, true));
    assertThat(Files.readAllLines(ErrorFile.beside(out)))
        .hasSize(2)
        .allMatch(line -> line.contains("\"reason\":\"is not there\""));
  }

  @Test
  void aFolderThatIsGoneEndsTheRunWithoutBlamingItsPhotos() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      move(photos, elsewhere);
                      return true;
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(photos + ": is gone")
        .hasMessageContaining("--resume");
    assertThat(ErrorFile.beside(out)).doesNotExist();
    assertThat(Files.readAllLines(out)).hasSize(BATCH);
    move(elsewhere, photos);
    assertThat(run(() -> true)).isEqualTo(new BatchSummary(PHOTOS, 0, true));
  }

  private void delete(String... names) {
    try {
      for (String name : names) {
        Files.deleteIfExists(photos.resolve(name));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.move(from, to);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
