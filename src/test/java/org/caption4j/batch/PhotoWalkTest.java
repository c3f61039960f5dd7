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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
  private List<String> found(boolean recursive) {
    List<String> found = new ArrayList<>();
    new PhotoWalk(
            List.of(folder), recursive, file -> file.getFileName().toString().endsWith(".jpg"))
        .forEachRemaining(
            photo ->
                found.add(
                    (photo.fault().isPresent() ? "!" : "")
                        + photo.path().substring(folder.toString().length() + 1)));
    return found;
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
    PhotoWalk walk =
        new PhotoWalk(List.of(folder.resolve("b"), folder.resolve("a")), false, file -> true);
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
  @DisabledOnOs(OS.WINDOWS)
  void linksAreFollowedButNotInACircle() throws IOException {
    make("a/1.jpg", "elsewhere.txt");
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("c.jpg"), folder.resolve("d.jpg"));
    Files.createSymbolicLink(folder.resolve("d.jpg"), folder.resolve("c.jpg"));
    Files.createSymbolicLink(folder.resolve("nothing.jpg"), folder.resolve("nowhere"));
    assertThat(found(true))
        .containsExactly("a/1.jpg", "!a/up", "b/1.jpg", "!b/up", "c.jpg", "d.jpg", "nothing.jpg");
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
