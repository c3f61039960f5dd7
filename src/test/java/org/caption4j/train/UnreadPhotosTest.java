package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;
import org.junit.jupiter.api.Test;

class UnreadPhotosTest {
  private static final Path FOLDER = Path.of("photos");

  private static final CaptionDataSet DATA =
      new CaptionDataSet(
          "set.json",
          IntStream.range(0, 200)
              .mapToObj(k -> new CaptionedImage(k, k + ".jpg", List.of("A dog")))
              .toList());

  @Test
  void oneInAHundredMayBeMissing() {
    List<String> two = List.of("7.jpg", "8.jpg");
    assertThatCode(() -> UnreadPhotos.FEW.check(DATA, FOLDER, name -> !two.contains(name)))
        .doesNotThrowAnyException();
    List<String> three = List.of("7.jpg", "8.jpg", "90.jpg");
    assertThatThrownBy(() -> UnreadPhotos.FEW.check(DATA, FOLDER, name -> !three.contains(name)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "set.json: 3 of its 200 photos cannot be read in photos, such as 7.jpg: expected")
        .hasMessageContaining("--allow-missing");
    assertThatCode(() -> UnreadPhotos.ANY.check(DATA, FOLDER, name -> false))
        .doesNotThrowAnyException();
  }
}
