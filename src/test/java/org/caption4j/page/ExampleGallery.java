package org.caption4j.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.image.Photo;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;

/** A made-up gallery of three pages, with words that would like to be markup. */
final class ExampleGallery {
  static final int PHOTOS = 250;
  static final int A_PAGE = 100;
  static final String RIGHT_TO_LEFT = "holi\u202egpj.day\nand night";

  private ExampleGallery() {}

  static GalleryHead head() {
    return new GalleryHead(
        "Kites <script>window.broken = 3</script>",
        "zh\" onclick=\"window.broken = 4",
        List.of(new Fact("Model", Hostile.TEXTS.get(0)), new Fact("Beam", "4")));
  }

  /**
   * The first have hostile paths and captions; of each ten one has three captions (5), one was not
   * described (8) and one has no thumbnail (9); photos 120 and 140 are red dogs.
   */
  static List<GalleryPhoto> photos() {
    List<GalleryPhoto> photos = new ArrayList<>();
    for (String text : Hostile.TEXTS) {
      photos.add(GalleryPhoto.described(text, List.of(new Caption(text, -1))));
    }
    photos.add(GalleryPhoto.faulty(RIGHT_TO_LEFT, Hostile.TEXTS.get(0)));
    for (int i = photos.size(); i < PHOTOS; i++) {
      photos.add(photo(i));
    }
    return photos;
  }

  private static GalleryPhoto photo(int i) {
    Caption caption =
        new Caption((i == 120 || i == 140 ? "a red Dog " : "a blue kite ") + i, Math.log(0.25));
    return switch (i % 10) {
      case 5 ->
          GalleryPhoto.described(
              "photo%d.jpg".formatted(i),
              List.of(
                  caption,
                  new Caption("a kite", Math.log(0.125)),
                  new Caption(Hostile.TEXTS.get(2), Math.log(0.00123))));
      case 8 ->
          GalleryPhoto.faulty("broken%d.jpg".formatted(i), "broken%d.jpg <is> broken".formatted(i));
      case 9 -> GalleryPhoto.described("absent%d.jpg".formatted(i), List.of(caption));
      default -> GalleryPhoto.described("photo%d.jpg".formatted(i), List.of(caption));
    };
  }

  static Thumbnail thumbnail(GalleryPhoto photo) throws BadInputException {
    if (photo.path().startsWith("absent")) {
      throw new BadInputException(photo.path() + " <is> not there");
    }
    return new Thumbnails(60).of(new Photo("grey", 90, 60, new byte[3 * 90 * 60]));
  }

  static void write(Path file) throws IOException {
    new Gallery(head(), ExampleGallery::thumbnail, A_PAGE)
        .write(file, photos().iterator(), PHOTOS, done -> {});
  }
}
