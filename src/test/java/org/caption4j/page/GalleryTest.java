package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
  private static final String EARLIER =
      "<!DOCTYPE html>\n<meta name=\"generator\" content=\"caption4j\">\n<p>earlier";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("new").resolve("photos.html");
  }

  @Test
  void pagesHoldAllPhotosInOrder() throws IOException {
    ExampleGallery.write(file);
    List<JsonNode> photos = new ArrayList<>();
    for (String name : List.of("photos.html", "photos-2.html", "photos-3.html")) {
      photos.addAll(Blocks.photos(read(name)));
    }
    assertThat(names()).containsExactly("photos-2.html", "photos-3.html", "photos.html");
    assertThat(photos.stream().map(photo -> photo.get("file").textValue()))
        .containsExactlyElementsOf(
            ExampleGallery.photos().stream()
                .map(photo -> photo.path().replaceAll("\ud83d$", "\ufffd"))
                .toList());
    assertThat(Blocks.photos(read("photos-3.html"))).hasSize(50);
  }

  @Test
  void photosSayWhatIsKnownOfThem() throws IOException {
    ExampleGallery.write(file);
    String page = read("photos-2.html");
    JsonNode several = Blocks.photos(page).get(5);
    assertThat(several.get("captions")).hasSize(3);
    assertThat(several.get("captions").get(1).get("text").textValue()).isEqualTo("a kite");
    assertThat(several.get("captions").get(1).get("probability").doubleValue())
        .isCloseTo(0.125, within(1e-12));
    assertThat(several.get("width").intValue()).isEqualTo(60);
    JsonNode broken = Blocks.photos(page).get(8);
    assertThat(broken.get("fault").textValue()).isEqualTo("broken108.jpg <is> broken");
    assertThat(broken.get("captions")).isEmpty();
    JsonNode absent = Blocks.photos(page).get(9);
    assertThat(absent.get("fault").textValue()).isEqualTo("absent109.jpg <is> not there");
    assertThat(absent.get("captions")).hasSize(1);
    assertThat(Blocks.jpegs(page)).hasSize(80);
    assertThat(Base64.getDecoder().decode(Blocks.jpegs(page).get(0)))
        .isEqualTo(ExampleGallery.thumbnail(ExampleGallery.photos().get(0)).jpeg());
  }

  @Test
  void pagesAreLinked() throws IOException {
    ExampleGallery.write(file);
    assertThat(read("photos.html"))
        .contains(", page 1 of 3</title>", "<span>Photos 1 to 100 of 250</span>")
        .contains("<a href=\"./photos-2.html\">Next</a>\n<a href=\"./photos-3.html\">Last</a>")
        .contains("<a role=\"link\" aria-disabled=\"true\">First</a>")
        .contains("<a role=\"link\" aria-disabled=\"true\">Previous</a>");
    assertThat(read("photos-2.html"))
        .contains(", page 2 of 3</title>", "<span>Photos 101 to 200 of 250</span>")
        .contains("<a href=\"./photos.html\">First</a>\n<a href=\"./photos.html\">Previous</a>")
        .contains("<a href=\"./photos-3.html\">Next</a>\n<a href=\"./photos-3.html\">Last</a>")
        .doesNotContain("aria-disabled");
    assertThat(read("photos-3.html"))
        .contains("<span>Photos 201 to 250 of 250</span>")
        .contains("<a href=\"./photos.html\">First</a>\n<a href=\"./photos-2.html\">Previous</a>")
        .contains("<a role=\"link\" aria-disabled=\"true\">Next</a>");
  }

  @Test
  void noTextIsMarkup() throws IOException {
    ExampleGallery.write(file);
    assertThat(read("photos.html"))
        .doesNotContain("<script>window")
        .doesNotContain("<img")
        .doesNotContain("<!-- ")
        .doesNotContain("onclick=\"window")
        .contains(
            "<title>Kites &lt;script&gt;window.broken = 3&lt;/script&gt;, page 1 of 3</title>")
        .contains("<dt>Model</dt><dd dir=\"auto\">&lt;/script&gt;");
  }

  @Test
  void whatFitsOnOnePageHasNoLinks() throws IOException {
    List<GalleryPhoto> photos = ExampleGallery.photos().subList(0, ExampleGallery.A_PAGE);
    gallery().write(file, photos.iterator(), ExampleGallery.A_PAGE, done -> {});
    assertThat(names()).containsExactly("photos.html");
    assertThat(read("photos.html")).doesNotContain("<nav", ", page 1");
  }

  @Test
  void galleriesWithoutPhotosAreOnePage() throws IOException {
    gallery().write(file, List.<GalleryPhoto>of().iterator(), 0, done -> {});
    assertThat(names()).containsExactly("photos.html");
    assertThat(Blocks.photos(read("photos.html"))).isEmpty();
  }

  @Test
  void manyPhotosAreCountedInThousands() throws IOException {
    GalleryPhoto photo = GalleryPhoto.faulty("a.jpg", "no photo");
    new Gallery(ExampleGallery.head(), ExampleGallery::thumbnail)
        .write(file, Stream.generate(() -> photo).limit(1200).iterator(), 1200, done -> {});
    assertThat(read("photos-2.html")).contains("Photos 501 to 1,000 of 1,200");
    assertThat(read("photos-3.html")).contains("Photos 1,001 to 1,200 of 1,200");
  }

  @Test
  void foreignFilesInThePlaceOfPagesAreToldBeforeAnyWork() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling("photos-2.html"), "<!DOCTYPE html><p>mine");
    Iterator<GalleryPhoto> untouched = ExampleGallery.photos().iterator();
    assertThatThrownBy(() -> gallery().write(file, untouched, ExampleGallery.PHOTOS, done -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("photos-2.html: is there already, and is not a page of caption4j");
    assertThat(names()).containsExactly("photos-2.html");
  }

  @Test
  void nothingIsReplacedUntilAllPagesAreThere() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, EARLIER);
    Iterator<GalleryPhoto> failing =
        ExampleGallery.photos().stream()
            .peek(
                photo -> {
                  if (photo.path().equals("photo240.jpg")) {
                    throw new IllegalStateException("a mistake");
                  }
                })
            .iterator();
    assertThatThrownBy(() -> gallery().write(file, failing, ExampleGallery.PHOTOS, done -> {}))
        .hasMessage("a mistake");
    assertThat(names()).containsExactly("photos.html");
    assertThat(read("photos.html")).isEqualTo(EARLIER);
  }

  @Test
  void whatAKilledProgramLeftIsRemovedAndWhatItHadWrittenReplaced() throws IOException {
    Path aside = Files.createDirectories(file.resolveSibling(".photos.html.tmp"));
    Files.writeString(aside.resolve("photos-7.html"), "half a gallery");
    Files.writeString(file.resolveSibling("photos-2.html"), EARLIER);
    ExampleGallery.write(file);
    assertThat(names()).containsExactly("photos-2.html", "photos-3.html", "photos.html");
    assertThat(Blocks.photos(read("photos-2.html"))).hasSize(100);
  }

  @Test
  void aFolderInThePlaceOfAPageIsToldBeforeAnyWork() throws IOException {
    Files.createDirectories(file.resolveSibling("photos-3.html"));
    Iterator<GalleryPhoto> untouched = ExampleGallery.photos().iterator();
    assertThatThrownBy(() -> gallery().write(file, untouched, ExampleGallery.PHOTOS, done -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("photos-3.html: is a folder");
    assertThat(untouched.next()).isEqualTo(ExampleGallery.photos().get(0));
    assertThat(names()).containsExactly("photos-3.html");
  }

  @Test
  void aWrongCountIsAMistake() {
    List<GalleryPhoto> photos = ExampleGallery.photos();
    for (int count : List.of(251, 301, 1000)) {
      assertThatThrownBy(() -> gallery().write(file, photos.iterator(), count, done -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected %d photos but found 250", count);
    }
    for (int count : List.of(0, 1, 200, 249)) {
      assertThatThrownBy(() -> gallery().write(file, photos.iterator(), count, done -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected %d photos but found more", count);
    }
    assertThatThrownBy(() -> gallery().write(file, photos.iterator(), -1, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a number of photos but found -1");
  }

  @Test
  void progressCountsOnOverThePagesAndFewThumbnailsWait() throws IOException {
    AtomicInteger made = new AtomicInteger();
    List<Integer> progress = new ArrayList<>();
    List<Integer> waiting = new ArrayList<>();
    List<GalleryPhoto> photos =
        ExampleGallery.photos().stream().filter(photo -> photo.fault().isEmpty()).toList();
    new Gallery(
            ExampleGallery.head(),
            photo -> {
              made.incrementAndGet();
              return ExampleGallery.thumbnail(photo);
            },
            ExampleGallery.A_PAGE)
        .write(
            file,
            photos.iterator(),
            photos.size(),
            done -> {
              progress.add(done);
              waiting.add(made.get() - done);
            });
    assertThat(progress).isEqualTo(IntStream.rangeClosed(1, photos.size()).boxed().toList());
    int atMost = 4 * Runtime.getRuntime().availableProcessors();
    assertThat(waiting).allMatch(count -> count <= atMost);
  }

  @Test
  void aPhotoIsDescribedOrItIsNot() {
    assertThatThrownBy(() -> GalleryPhoto.described("a.jpg", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.jpg: expected captions or a fault");
    GalleryPhoto photo = GalleryPhoto.described("a.jpg", List.of(new Caption("a dog", -1)));
    assertThat(photo.fault()).isEmpty();
    assertThat(GalleryPhoto.faulty("a.jpg", "no photo").captions()).isEmpty();
  }

  @Test
  void pagesHoldPhotos() {
    assertThatThrownBy(() -> new Gallery(ExampleGallery.head(), ExampleGallery::thumbnail, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least 1 photo a page but found 0");
  }

  private static Gallery gallery() {
    return new Gallery(ExampleGallery.head(), ExampleGallery::thumbnail, ExampleGallery.A_PAGE);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(file.resolveSibling(name));
  }
}
