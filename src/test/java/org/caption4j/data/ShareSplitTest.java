package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareSplitTest {
  @TempDir Path folder;

  private Path table(String name, List<Integer> photos) throws IOException {
    List<String> lines = new ArrayList<>(List.of("image,caption"));
    for (int caption = 0; caption < 3; caption++) {
      for (int photo : photos) {
        lines.add("%d.jpg,caption %d of %d".formatted(photo, caption, photo));
      }
    }
    return Files.write(folder.resolve(name), lines);
  }

  private static List<String> names(String spec) throws IOException {
    return CaptionDataSets.read(spec).images().stream().map(CaptionedImage::fileName).toList();
  }

  @Test
  void bothSidesTogetherAreAllPhotos() throws IOException {
    Path file = table("t", IntStream.range(0, 50).boxed().toList());
    CaptionDataSet train = CaptionDataSets.read(file + "#train:0.9@7");
    CaptionDataSet val = CaptionDataSets.read(file + "#val:0.9@7");
    assertThat(train.name()).isEqualTo("t#train:0.9@7");
    assertThat(train.images()).hasSize(45).allMatch(image -> image.captions().size() == 3);
    assertThat(val.images()).hasSize(5).allMatch(image -> image.captions().size() == 3);
    List<CaptionedImage> all = new ArrayList<>(train.images());
    all.addAll(val.images());
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(CaptionDataSets.read(file.toString()).images());
  }

  @Test
  void dependsOnSeedAndNamesAlone() throws IOException {
    List<Integer> photos = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
    Path file = table("t", photos);
    List<String> val = names(file + "#val:0.8@7");
    assertThat(names(file + "#val:.8@7")).isEqualTo(val);
    assertThat(names(file + "#val:0.8@8")).isNotEqualTo(val);
    Collections.reverse(photos);
    assertThat(names(table("u", photos) + "#val:0.8@7")).containsExactlyInAnyOrderElementsOf(val);
    photos.add(50);
    List<String> more = new ArrayList<>(names(table("u", photos) + "#val:0.8@7"));
    more.removeAll(val);
    assertThat(more).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aKnownSplitStaysAsItIs() throws IOException {
    Path file = table("t", IntStream.range(0, 10).boxed().toList());
    assertThat(names(file + "#val:0.7@7")).containsExactly("0.jpg", "4.jpg", "5.jpg");
  }

  @Test
  void neitherSideOfTwoPhotosIsEmpty() throws IOException {
    Path file = table("t", List.of(1, 2));
    for (String share : List.of("0.001", "0.999")) {
      assertThat(names(file + "#train:" + share + "@7")).hasSize(1);
      assertThat(names(file + "#val:" + share + "@7")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train:1.5@7", "train:0.9", "val:@7", "val:0.0@7", "train:0.9@x", "val:-0.1@7"})
  void saysHowASplitIsWritten(String split) throws IOException {
    Path file = table("t", List.of(1, 2));
    assertThatThrownBy(() -> CaptionDataSets.read(file + "#" + split))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            file
                + ": expected a share between 0 and 1 and a seed, as in #train:0.9@7 and"
                + " #val:0.9@7, found '#"
                + split
                + "'");
  }
}
