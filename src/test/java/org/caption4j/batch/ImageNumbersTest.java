package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNumbersTest {
  private static ListedPhoto photo(String path) {
    return new ListedPhoto(Path.of(path), path, Path.of("."));
  }

  @ParameterizedTest
  @CsvSource({
    "val/000000000139.jpg, 139",
    "COCO_val2014_000000000042.jpg, 42",
    "7/img_12_b.png, 12",
    "3, 3"
  })
  void theLastDigitsOfTheName(String path, long number) {
    ListedPhoto numbered = ImageNumbers.inNames().apply(photo(path));
    assertThat(numbered.fault()).isEmpty();
    assertThat(numbered.imageId()).isEqualTo(number);
  }

  @Test
  void aNameWithoutNumberIsRefused() {
    for (String path : List.of("12/cat.jpg", "cat.jp2", "99999999999999999999.jpg")) {
      assertThat(ImageNumbers.inNames().apply(photo(path)).fault().orElseThrow())
          .hasMessageContaining(path)
          .hasMessageContaining("--annotations");
    }
  }

  @Test
  void aNumberIsGivenOnce() {
    ImageNumbers numbers = ImageNumbers.inNames();
    assertThat(numbers.apply(photo("a/7.jpg")).fault()).isEmpty();
    assertThat(numbers.apply(photo("b/007.png")).fault().orElseThrow())
        .hasMessageContaining("b/007.png")
        .hasMessageContaining("found 7");
  }

  @Test
  void numbersOfADataSetAreThoseOfItsFileNames() {
    ImageNumbers numbers =
        ImageNumbers.of(
                new CaptionDataSet(
                    "data.json",
                    List.of(
                        new CaptionedImage(5, "val/cat_9.jpg", List.of("a cat")),
                        new CaptionedImage(6, "cafe\u0301.jpg", List.of("a cup")))))
            .get();
    assertThat(numbers.apply(photo("photos/cat_9.jpg")).imageId()).isEqualTo(5);
    assertThat(numbers.apply(photo("photos/caf\u00e9.jpg")).imageId()).isEqualTo(6);
    assertThat(numbers.apply(photo("photos/dog.jpg")).fault().orElseThrow())
        .hasMessageContaining("data.json");
  }
}
