package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the captions as they were published, where they lie beside the checkout. */
class PublishedCaptionsTest {
  private static CaptionDataSet read(String file, String split) throws IOException {
    Path path = Path.of("../shared/data", file);
    assumeTrue(Files.exists(path), () -> path + " is absent");
    return CaptionDataSets.read(path + split);
  }

  private static Map<String, List<String>> byName(CaptionDataSet dataSet) {
    return dataSet.images().stream()
        .collect(Collectors.toMap(CaptionedImage::fileName, CaptionedImage::captions));
  }

  @ParameterizedTest
  @CsvSource({"train, 6000", "dev, 1000"})
  void bothFormsOfFlickr8kSayTheSame(String split, int images) throws IOException {
    CaptionDataSet coco = read("flickr8k/captions_" + split + ".json", "");
    CaptionDataSet tokens =
        read("flickr8k/Flickr8k.token.txt", "#Flickr_8k." + split + "Images.txt");
    assertThat(coco.images()).hasSize(images);
    assertThat(coco.captionCount()).isEqualTo(5L * images);
    assertThat(byName(tokens)).isEqualTo(byName(coco));
  }

  @Test
  void cocoVal2017IsComplete() throws IOException {
    CaptionDataSet val = read("text/captions_val2017.json.gz", "");
    assertThat(val.images()).hasSize(5000);
    assertThat(val.captionCount()).isEqualTo(25014);
    assertThat(val.imagesLeftOut() + val.captionsLeftOut()).isZero();
    Map<Long, CaptionedImage> byId =
        val.images().stream().collect(Collectors.toMap(CaptionedImage::id, Function.identity()));
    assertThat(byId.get(179765L).fileName()).isEqualTo("000000179765.jpg");
  }

  @Test
  void chineseCaptionsAreRead() throws IOException {
    CaptionDataSet dev = read("flickr8k/captions_dev_zh.json", "");
    assertThat(dev.images()).hasSize(1000);
    assertThat(dev.images().get(0).captions().get(0)).containsPattern("\\p{IsHan}");
  }
}
