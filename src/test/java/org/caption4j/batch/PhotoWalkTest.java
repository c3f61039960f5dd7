package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoWalkTest {
  @TempDir Path folder;

  private void make(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  /** The paths found below the folder, with a ! before those that are refused. */
  private List<String> found(boolean recursive) throws IOException {
    return found(recursive ? PhotoSearch.RECURSIVE : PhotoSearch.FLAT, folder);
  }

  private List<String> found(PhotoSearch search, Path... named) throws IOException {
    List<String> found = new ArrayList<>();
    walk(search, named)
        .forEachRemaining(
            photo ->
                found.add(
                    (photo.fault().isPresent() ? "!" : "")
                        + photo.path().substring(folder.toString().length() + 1)));
    return found;
  }

  private static PhotoWalk walk(PhotoSearch search, Path... named) throws IOException {
    List<NamedPlace> places = new ArrayList<>();
    for (Path path : named) {
      places.add(NamedPlace.of(path));
    }
    return new PhotoWalk(places, search);
  }

  private static PhotoSearch following() {
    return new PhotoSearch(true, true, false, PhotoPatterns.PHOTOS);
  }

  private LeftOut leftOut(PhotoSearch search) throws IOException {
    PhotoWalk walk = walk(search, folder);
    walk.forEachRemaining(photo -> {});
    return walk.leftOut();
  }

  @Test
  void namesAreInOrderFolderByFolder() throws IOException {
    make("b.jpg", "a.jpg", "c/z.jpg", "c/a.jpg", "d.jpg", "notes.txt", "c/e/f.jpg");
    assertThat(found(false)).containsExactly("a.jpg", "b.jpg", "d.jpg");
    assertThat(found(true))
        .containsExactly("a.jpg", "b.jpg", "c/a.jpg", "c/e/f.jpg", "c/z.jpg", "d.jpg");
  }

  @Test
  void severalFoldersComeInTheirOrder() throws IOException {
    make("b/1.jpg", "a/2.jpg");
    PhotoWalk walk = walk(PhotoSearch.FLAT, folder.resolve("b"), folder.resolve("a"));
    assertThat(walk.next().path()).endsWith("1.jpg");
    assertThat(walk.next().folder()).isEqualTo(folder.resolve("a"));
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aFolderNamedAsAPhotoIsRefusedOrSearched() throws IOException {
    make("x.jpg/inside.jpg", "y.jpg");
    assertThat(found(false)).containsExactly("!x.jpg", "y.jpg");
    assertThat(found(true)).containsExactly("x.jpg/inside.jpg", "y.jpg");
  }

  @Test
  void filesAndFoldersAreNamedInAnyOrderAndListedOnce() throws IOException {
    make("b/1.jpg", "b/2.jpg", "b/c/4.jpg", "x.dat", "3.jpg");
    Path dat = folder.resolve("x.dat");
    Path one = folder.resolve("b/1.jpg");
    Path b = folder.resolve("b");
    assertThat(found(PhotoSearch.FLAT, dat, b, one, folder.resolve("b/../x.dat")))
        .containsExactly("x.dat", "b/2.jpg", "b/1.jpg");
    assertThat(found(PhotoSearch.RECURSIVE, folder, b, b))
        .containsExactly("3.jpg", "b/1.jpg", "b/2.jpg", "b/c/4.jpg");
    assertThat(found(PhotoSearch.RECURSIVE, b.resolve("c"), b))
        .containsExactly("b/c/4.jpg", "b/1.jpg", "b/2.jpg");
    assertThatThrownBy(() -> walk(PhotoSearch.FLAT, folder.resolve("nothing")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a photo or a folder of photos but found nothing");
  }

  @Test
  void hiddenFilesAndCompanionsAreLeftOutAndCounted() throws IOException {
    make(
        "a.jpg",
        "._a.jpg",
        ".hidden.jpg",
        ".DS_Store",
        "Thumbs.db",
        "@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg",
        "__MACOSX/._a.jpg",
        ".Trashes/501/y.jpg",
        "#recycle/z.jpg",
        "$RECYCLE.BIN/z.jpg",
        ".thumbnails/x.jpg",
        "b/.AppleDouble/a.jpg");
    assertThat(found(true)).containsExactly("a.jpg");
    assertThat(leftOut(PhotoSearch.RECURSIVE).hidden()).isEqualTo(9);
    assertThat(leftOut(PhotoSearch.FLAT).hidden()).isEqualTo(2);
    assertThat(found(new PhotoSearch(true, false, true, PhotoPatterns.PHOTOS), folder)).hasSize(10);
    assertThat(found(PhotoSearch.FLAT, folder.resolve(".Trashes/501"), folder.resolve("._a.jpg")))
        .containsExactly(".Trashes/501/y.jpg", "._a.jpg");
  }

  @Test
  void endingsOfPhotosThatAreNotReadAreCounted() throws IOException {
    make("a.jfif", "b.JPE", "c.HEIC", "d.avif", "e.jxl", "f.heif", "g.jif");
    make("1.dng", "2.DNG", "b/3.svg", "notes.txt", "noending");
    assertThat(found(true)).hasSize(7);
    LeftOut leftOut = leftOut(PhotoSearch.RECURSIVE);
    assertThat(leftOut.count()).isEqualTo(3);
    assertThat(leftOut.describe())
        .isEqualTo("3 files that may be photos were left out: 2 .dng, 1 .svg");
    PhotoPatterns chosen = PhotoPatterns.PHOTOS.including(List.of("*.jpg"));
    assertThat(leftOut(new PhotoSearch(true, false, false, chosen)).describe()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*.txt, , notes.txt a/b/x.txt",
    "a/*, , a/1.jpg a/2.jpg",
    "a/**, , a/1.jpg a/2.jpg a/b/3.jpg a/b/x.txt",
    "**/3.jpg, , 3.jpg a/b/3.jpg c/3.jpg",
    "/3.jpg, , 3.jpg",
    "3.jpg, a, 3.jpg c/3.jpg",
    "3.jpg, a/b/, 3.jpg c/3.jpg",
    "'[13].jpg', 3.jpg, a/1.jpg",
    ", '*.jpg', ''",
    ", 'a/**', 3.jpg c/3.jpg",
  })
  void patternsAreOfNamesOrOfPathsBelow(String include, String exclude, String expected)
      throws IOException {
    make("3.jpg", "a/1.jpg", "a/2.jpg", "a/b/3.jpg", "a/b/x.txt", "c/3.jpg", "notes.txt");
    PhotoPatterns patterns =
        PhotoPatterns.PHOTOS
            .including(include == null ? List.of() : List.of(include))
            .excluding(exclude == null ? List.of() : List.of(exclude));
    assertThat(found(new PhotoSearch(true, false, false, patterns), folder))
        .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksToFoldersAreFollowedWhenAskedAndEachFolderIsListedOnce() throws IOException {
    make("a/1.jpg", "z/2.jpg", "elsewhere.txt");
    Path outside = Files.createDirectories(folder.resolve("a/.outside"));
    Files.createFile(outside.resolve("3.jpg"));
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("z"));
    Files.createSymbolicLink(folder.resolve("out"), outside);
    Files.createSymbolicLink(folder.resolve("out2"), outside);
    Files.createSymbolicLink(folder.resolve("c.jpg"), folder.resolve("d.jpg"));
    Files.createSymbolicLink(folder.resolve("d.jpg"), folder.resolve("c.jpg"));
    Files.createSymbolicLink(folder.resolve("e.jpg"), folder.resolve("a/1.jpg"));
    Files.createSymbolicLink(folder.resolve("nothing.jpg"), folder.resolve("nowhere"));
    List<String> without = List.of("a/1.jpg", "c.jpg", "d.jpg", "e.jpg", "nothing.jpg", "z/2.jpg");
    assertThat(found(true)).isEqualTo(without);
    assertThat(leftOut(PhotoSearch.RECURSIVE).links()).isEqualTo(4);
    List<String> with = new ArrayList<>(without);
    with.add("out/3.jpg");
    assertThat(found(following(), folder)).isEqualTo(with);
    assertThat(leftOut(following()).links()).isZero();
    assertThat(found(PhotoSearch.FLAT, folder.resolve("b"))).containsExactly("b/2.jpg");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksToNeighboursAreNotWalkedAlongAllWays() throws IOException {
    int folders = 40; // 2^40 ways
    for (int k = 0; k < folders; k++) {
      make("%02d/%02d.jpg".formatted(k, k));
    }
    for (int k = 0; k + 1 < folders; k++) {
      Path next = folder.resolve("%02d".formatted(k + 1));
      Files.createSymbolicLink(folder.resolve("%02d/one".formatted(k)), next);
      Files.createSymbolicLink(folder.resolve("%02d/two".formatted(k)), next);
    }
    assertThat(found(following(), folder)).hasSize(folders).doesNotHaveDuplicates();
    assertThat(found(following(), folder.resolve("00"))).hasSize(folders);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void photosWithPathsLongerThanTheSystemOpensAreNamed() throws IOException {
    make("1.jpg");
    // Two chains of folders, one moved below the other: no path leads to the end of both at once.
    Path upper = chain(folder.resolve("upper"));
    Path lower = folder.resolve("lower");
    Path end = chain(lower);
    Files.createFile(end.resolve("2.jpg"));
    Files.createFile(end.resolve("3.jpg"));
    Files.createFile(end.resolve(".4.jpg"));
    Files.createFile(end.resolve("x.txt"));
    Path moved = Files.move(lower, upper.resolve("lower"));
    try {
      List<ListedPhoto> listed = new ArrayList<>();
      walk(PhotoSearch.RECURSIVE, folder).forEachRemaining(listed::add);
      Path further = moved.resolve(lower.relativize(end));
      assertThat(listed)
          .extracting(ListedPhoto::file)
          .containsExactly(
              folder.resolve("1.jpg"), further.resolve("2.jpg"), further.resolve("3.jpg"));
      assertThat(listed.get(0).fault()).isEmpty();
      for (ListedPhoto photo : listed.subList(1, 3)) {
        assertThat(photo.path()).hasSizeGreaterThan(4096).isEqualTo(photo.file().toString());
        assertThat(photo.fault().orElseThrow())
            .hasMessageContaining("which is more than this system opens");
      }
    } finally {
      Files.move(moved, lower); // so that it can be deleted
    }
  }

  private static Path chain(Path start) throws IOException {
    Path end = start;
    for (int k = 0; k < 9; k++) {
      end = end.resolve("d".repeat(250));
    }
    return Files.createDirectories(end);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatMayNotBeListedIsToldAndTheOthersGoOn() throws IOException {
    make("closed/1.jpg", "open/2.jpg");
    Path closed = folder.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "this user may list every folder");
      assertThat(found(true)).containsExactly("!closed", "open/2.jpg");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    make("1.jpg");
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThat(found(false)).containsExactly("1.jpg", "!pipe.jpg");
  }
}
