package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;
import org.caption4j.metadata.ExistingText;
import org.caption4j.metadata.TextSidecar;
import org.caption4j.metadata.Wording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SidecarsTest {
  @TempDir Path folder;

  private static Sidecars texts(ExistingText existing, SidecarPlaces places) {
    return new Sidecars(
        List.of(
            new Sidecars.Kind(
                new TextSidecar(new Wording("", "", "\n", existing)), Optional.of(places))),
        existing,
        file -> file.endsWith("captions.txt"));
  }

  private SidecarPlaces beside(String ending) throws IOException {
    return new SidecarPlaces(ending, Optional.empty(), List.of(folder));
  }

  private ListedPhoto photo(String name) {
    Path file = folder.resolve(name);
    return new ListedPhoto(file, file.toString(), folder);
  }

  private static DescribedPhotos.Batch<ListedPhoto> batch(ListedPhoto... photos) {
    List<List<Caption>> captions = new ArrayList<>();
    for (ListedPhoto photo : photos) {
      captions.add(List.of(new Caption("this is " + photo.file().getFileName(), -1)));
    }
    return new DescribedPhotos.Batch<>(List.of(photos), captions, List.of(), List.of());
  }

  @Test
  void aSidecarTellsThatAPhotoIsDescribed() throws IOException {
    Sidecars sidecars = texts(ExistingText.SKIP, beside(".txt"));
    assertThat(sidecars.keepRecord()).isTrue();
    assertThat(sidecars.lack(photo("a.jpg"))).isTrue();
    sidecars.describe(batch(photo("a.jpg")));
    assertThat(folder.resolve("a.txt")).hasContent("this is a.jpg\n");
    assertThat(sidecars.lack(photo("a.jpg"))).isFalse();
  }

  @Test
  void oneThatIsChangedDoesNot() throws IOException {
    Sidecars sidecars = texts(ExistingText.APPEND, beside(".txt"));
    assertThat(sidecars.keepRecord()).isFalse();
    assertThat(sidecars.lack(photo("a.jpg"))).isFalse();
    sidecars.describe(batch(photo("a.jpg")));
    assertThat(folder.resolve("a.txt")).hasContent("this is a.jpg\n");
  }

  @Test
  void noTwoPhotosShareOne() throws IOException {
    Sidecars sidecars = texts(ExistingText.SKIP, beside(".txt"));
    for (int rounds = 0; rounds < 2; rounds++) {
      sidecars.lack(photo("a.jpg"));
      assertThatThrownBy(() -> sidecars.lack(photo("a.png")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("a.png: expected a sidecar of its own")
          .hasMessageContaining(folder.resolve("a.txt") + " is that of another photo");
    }
  }

  @Test
  void noOtherFileIsOne() throws IOException {
    assertThatThrownBy(() -> texts(ExistingText.SKIP, beside(".txt")).lack(photo("captions.jpg")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("which is written by another option");
    assertThatThrownBy(() -> texts(ExistingText.SKIP, beside(".dat")).lack(photo("a.dat")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("choose another --sidecar-extension");
  }

  @Test
  void whatCannotBeWrittenIsToldBeforeThePhotoIsDescribed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    SidecarPlaces below = new SidecarPlaces(".txt", Optional.of(file), List.of(folder));
    assertThatThrownBy(() -> texts(ExistingText.SKIP, below).lack(photo("a.jpg")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.txt: cannot be written: " + file + " is no folder");
    Files.createDirectory(folder.resolve("b.txt"));
    assertThatThrownBy(() -> texts(ExistingText.APPEND, beside(".txt")).lack(photo("b.jpg")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("b.txt: is a folder");
  }

  @Test
  void aPhotoWhoseSidecarCannotBeWrittenIsToldAndTheOthersGoOn() throws IOException {
    Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xff});
    DescribedPhotos.Batch<ListedPhoto> written =
        texts(ExistingText.APPEND, beside(".txt"))
            .describe(batch(photo("a.jpg"), photo("b.jpg"), photo("c.jpg")));
    assertThat(written.items()).extracting(ListedPhoto::file).noneMatch(f -> f.endsWith("b.jpg"));
    assertThat(written.captions()).hasSize(2);
    assertThat(written.unread())
        .singleElement()
        .extracting(PixelBatch.Unread::fault)
        .asString()
        .contains("b.txt: expected a text");
    assertThat(folder.resolve("c.txt")).exists();
  }

  @Test
  void whatAKilledRunLeftIsRemovedOnce() throws IOException {
    Path left = Files.createFile(folder.resolve(".a.txt.0f8fad5b-d9cb-469f-a165-70867728950e.tmp"));
    texts(ExistingText.SKIP, beside(".txt")).lack(photo("a.jpg"));
    assertThat(left).doesNotExist();
  }

  @Test
  void oneFolderHoldsTheSameFolders() throws IOException {
    Path out = folder.resolve("out");
    SidecarPlaces places = new SidecarPlaces(".txt", Optional.of(out), List.of(folder));
    assertThat(places.of(photo("below/a.b.jpg"))).isEqualTo(out.resolve("below/a.b.txt"));
    assertThat(places.of(photo("below/.jpg"))).isEqualTo(out.resolve("below/.jpg.txt"));
    assertThat(places.of(photo("no ending"))).isEqualTo(out.resolve("no ending.txt"));
  }

  @Test
  void ofSeveralFoldersEachHasItsOwn() throws IOException {
    Path train = Files.createDirectories(folder.resolve("train"));
    Path dev = Files.createDirectories(folder.resolve("dev"));
    Path out = folder.resolve("out");
    SidecarPlaces places = new SidecarPlaces(".txt", Optional.of(out), List.of(train, dev));
    assertThat(
            Stream.of(train, dev)
                .map(root -> new ListedPhoto(root.resolve("1.jpg"), "1.jpg", root))
                .map(places::of))
        .containsExactly(out.resolve("train/1.txt"), out.resolve("dev/1.txt"));
  }

  @Test
  void namesOfAListStayInTheFolder() throws IOException {
    Path out = folder.resolve("out");
    SidecarPlaces places = new SidecarPlaces(".txt", Optional.of(out), List.of());
    assertThat(places.of(ListedPhoto.named(Path.of("a/../b/1.jpg"))))
        .isEqualTo(out.resolve("b/1.txt"));
    assertThat(places.of(ListedPhoto.named(folder.resolve("1.jpg"))).toString())
        .isEqualTo(out + folder.toString() + "/1.txt");
    assertThat(places.of(ListedPhoto.named(Path.of("../1.jpg"))).normalize().startsWith(out))
        .isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesThatAreNotUtf8KeepTheirBytes() throws IOException {
    Path file = Path.of(java.net.URI.create(folder.toUri() + "%FF%20a.jpg"));
    Path sidecar = beside(".txt").of(new ListedPhoto(file, "a", folder));
    assertThat(sidecar.toUri().getRawPath()).endsWith("/%FF%20a.txt");
    assertThat(sidecar.getParent()).isEqualTo(folder);
  }
}
