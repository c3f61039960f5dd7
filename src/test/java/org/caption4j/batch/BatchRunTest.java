package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return new DescribedPhotos.Batch<>(items, captions, List.of(), unread);
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
    public void written(BatchSummary summary) {}

    @Override
    public void failed(String reason) {}

    @Override
    public void warned(String warning) {}
  }

  private static List<BatchSetting> settings(String language) {
    return List.of(new BatchSetting("--beam", 3), new BatchSetting("--lang", language));
  }

  /** A summary without what was skipped. */
  private record Ended(long described, long failed, boolean complete) {}

  private Ended run(BooleanSupplier goOn) throws IOException {
    return run(photos, settings("en"), goOn);
  }

  private Ended run(Path folder, List<BatchSetting> settings, BooleanSupplier goOn)
      throws IOException {
    return run(folder, settings, goOn, Moved.ASK);
  }

  private Ended run(Path folder, List<BatchSetting> settings, BooleanSupplier goOn, Moved moved)
      throws IOException {
    PhotoFolders where =
        new PhotoFolders(List.of(folder), PhotoSearch.RECURSIVE, () -> UnaryOperator.identity());
    try (BatchRun run =
        new BatchRun(
            where,
            ResultsFile.open(out, BatchFormat.of(out), 1, where, settings, moved),
            Sidecars.none())) {
      BatchSummary summary = run.write(batches(run.rest()), goOn, new Silent());
      return new Ended(summary.described(), summary.failed(), summary.complete());
    }
  }

  @Test
  void aRunThatIsAskedToStopIsGoneOnWith() throws IOException {
    assertThat(run(() -> false)).isEqualTo(new Ended(BATCH, 0, false));
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
    assertThat(Files.readAllLines(out)).hasSize(PHOTOS).doesNotHaveDuplicates();
  }

  @Test
  void aPhotoThatIsGoneIsAnErrorOfItsOwn() throws IOException {
    Ended summary =
        run(
            () -> {
              delete("020.png", "021.png");
              return true;
            });
    assertThat(summary).isEqualTo(new Ended(PHOTOS - 2, 2, true));
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
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
  }

  @Test
  void theSettingsBelongToTheFile() throws IOException {
    run(() -> false);
    byte[] before = Files.readAllBytes(out);
    assertThatThrownBy(() -> run(photos, settings("zh"), () -> true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(out + ": was begun with --lang en, found --lang zh now");
    assertThat(Files.readAllBytes(out)).isEqualTo(before);
    Files.delete(Beginning.beside(out)); // results of earlier versions have none
    assertThat(run(photos, settings("zh"), () -> false).described()).isEqualTo(2 * BATCH);
    assertThat(Beginning.beside(out)).doesNotExist();
  }

  @Test
  void aFileThatIsBegunAnewHasItsOwnSettings() throws IOException {
    run(() -> false);
    Files.delete(out);
    run(photos, settings("zh"), () -> false);
    Files.write(out, new byte[0]);
    run(() -> false);
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
  }

  @Test
  void whatIsNoFileOfSettingsIsRefusedAndLeftAsItIs() throws IOException {
    Path settings = Beginning.beside(out);
    for (String content : List.of("notes", "{}", "[]", "{\"settings\": 7}")) {
      Files.writeString(settings, content);
      assertThatThrownBy(() -> run(() -> true))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(settings + ": expected the settings");
      assertThat(settings).hasContent(content);
      assertThat(out).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.jsonl", "out.csv"})
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatIsWrittenOtherwiseIsTheSame(String name) throws IOException {
    out = folder.resolve(name);
    run(
        () -> {
          delete("001.png", "012.png");
          return true;
        });
    Files.createFile(photos.resolve("012.png"));
    String before = Files.readString(out);
    Path link = Files.createSymbolicLink(folder.resolve("link"), photos);
    Path here = Path.of("").toAbsolutePath();
    for (Path spelling :
        List.of(
            folder.resolve("./photos"),
            folder.resolve("photos/../photos"),
            here.relativize(photos),
            Path.of(".").resolve(here.relativize(photos)),
            link)) {
      assertThat(run(spelling, settings("en"), () -> true))
          .as(spelling.toString())
          .isEqualTo(new Ended(PHOTOS - 1, 1, true));
    }
    assertThat(out).hasContent(before);
    Files.createFile(photos.resolve("new.png"));
    run(link, settings("en"), () -> true);
    assertThat(Files.readString(out)).startsWith(before).contains(link + "/new.png");
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 1, true));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anotherFolderOfTheSameNameIsRefusedUnlessItWasMoved() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), photos);
    run(link, settings("en"), () -> true);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createFile(other.resolve("001.png"));
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThatThrownBy(() -> run(link, settings("en"), () -> true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(photos.toRealPath().toString())
        .hasMessageContaining(other.toRealPath().toString());
    Files.delete(other.resolve("001.png"));
    Files.delete(other);
    move(photos, other);
    assertThat(run(link, settings("en"), () -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.jsonl", "out.csv"})
  void aFolderThatWasRenamedIsAskedAbout(String name) throws IOException {
    out = folder.resolve(name);
    run(
        () -> {
          delete("012.png");
          return true;
        });
    String before = Files.readString(out);
    Path renamed = folder.resolve("renamed");
    move(photos, renamed);
    Files.createFile(renamed.resolve("new.png"));
    assertThatThrownBy(() -> run(renamed, settings("en"), () -> true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("%s: has 49 of 50 photos that %s has of %s", renamed, out, photos)
        .hasMessageContaining("--moved yes");
    assertThat(out).hasContent(before);
    assertThat(run(renamed, settings("en"), () -> true, Moved.YES))
        .isEqualTo(new Ended(PHOTOS, 1, true));
    assertThat(Files.readString(out)).startsWith(before).contains(renamed + "/new.png");
    assertThat(run(renamed, settings("en"), () -> true)) // and is known from now on
        .isEqualTo(new Ended(PHOTOS, 1, true));
    Path again = folder.resolve("again");
    move(renamed, again);
    assertThat(run(again, settings("en"), () -> true, Moved.YES))
        .isEqualTo(new Ended(PHOTOS, 1, true));
  }

  @Test
  void photosOfTheSameNamesAreOthersIfSomebodySaysSo() throws IOException {
    run(() -> true);
    Path card = folder.resolve("card");
    move(photos, card);
    assertThat(run(card, settings("en"), () -> true, Moved.NO))
        .isEqualTo(new Ended(2 * PHOTOS, 0, true));
    assertThat(run(card, settings("en"), () -> true)).isEqualTo(new Ended(2 * PHOTOS, 0, true));
  }

  @Test
  void theCurrentDirectoryIsNotKnownByItsName() throws IOException {
    Path card = folder.resolve("card");
    Path here = Path.of("").toRealPath();
    for (String name : List.of("", ".", "../..")) {
      Beginning before = new Beginning("/x/out.jsonl", List.of(), Map.of(name, card.toString()));
      Beginning now = new Beginning("/x/out.jsonl", List.of(), Map.of(name, here.toString()));
      assertThatThrownBy(() -> before.with(out, now))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("to be %s, as in %s, but it is %s", card, out, here);
      Beginning moved = new Beginning("/y/out.jsonl", List.of(), now.folders());
      assertThat(before.with(out, moved).folders()).isEqualTo(now.folders());
    }
  }

  @Test
  void anotherFolderIsNotAskedAbout() throws IOException {
    run(() -> true);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createFile(other.resolve("000.png"));
    assertThat(run(other, settings("en"), () -> true)) // the first is still there
        .isEqualTo(new Ended(PHOTOS + 1, 0, true));
    move(photos, folder.resolve("moved"));
    Path third = Files.createDirectory(folder.resolve("third"));
    Files.createFile(third.resolve("a.png"));
    assertThat(run(third, settings("en"), () -> true)) // no such name was described
        .isEqualTo(new Ended(PHOTOS + 2, 0, true));
  }

  @Test
  void filesThatAreNamedAreKnownByTheirFolder() throws IOException {
    run(photos.resolve("001.png"), settings("en"), () -> true);
    assertThat(Files.readString(out)).contains(photos + "/001.png");
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS, 0, true));
    Path here = Path.of("").toAbsolutePath().relativize(photos);
    assertThat(run(here.resolve("007.png"), settings("en"), () -> true))
        .isEqualTo(new Ended(PHOTOS, 0, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {BATCH, PHOTOS})
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatSomebodyElseChangesEndsTheRun(int when) throws IOException {
    List<Change> changes =
        List.of(
            Files::delete,
            file -> Files.write(file, new byte[0]),
            file -> Files.writeString(file, "more", StandardOpenOption.APPEND),
            file -> {
              Path aside = Files.copy(file, folder.resolve("aside"));
              Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            });
    for (Change change : changes) {
      Files.deleteIfExists(out);
      AtomicInteger batches = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  run(
                      () -> {
                        int done = Math.min(PHOTOS, BATCH * batches.incrementAndGet());
                        if (done == when) {
                          apply(change);
                        }
                        return true;
                      }))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(out + ": was changed by somebody else");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void errorsThatSomebodyElseDeletesEndTheRun() throws IOException {
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      if (Files.exists(ErrorFile.beside(out))) {
                        apply(file -> Files.delete(ErrorFile.beside(file)));
                      }
                      delete("010.png");
                      return true;
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(ErrorFile.beside(out) + ": was changed by somebody else");
    assertThat(run(() -> true)).isEqualTo(new Ended(PHOTOS - 1, 0, true));
  }

  /** Something that is done to a file. */
  private interface Change {
    void to(Path file) throws IOException;
  }

  private void apply(Change change) {
    try {
      change.to(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
