package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos come in their order, in batches, and what cannot be read is told beside them. */
class PhotoBatchesTest {
  private static final Preprocessing ONE_PIXEL =
      new Preprocessing(
          1, 1, Fit.SQUASH, 0, ChannelOrder.RGB, 1, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  @TempDir Path folder;

  /** A photo whose red is its number. */
  private Path photo(int number) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < 6; k++) {
      image.setRGB(k % 3, k / 3, number << 16);
    }
    Path file = folder.resolve(number + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static PhotoBatches<Path> batches(List<Path> files) {
    return new PhotoBatches<>(new PhotoReader(), ONE_PIXEL, files.iterator(), path -> path);
  }

  @Test
  void everyPhotoComesOnceWithItsOwnPixels() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      files.add(k == 3 || k == 20 ? folder.resolve("none-" + k) : photo(k));
    }
    Path text = Files.writeString(folder.resolve("text.jpg"), "no photo");
    files.add(text);
    PhotoBatches<Path> batches = batches(files);
    List<Path> read = new ArrayList<>();
    List<Float> reds = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    while (batches.hasNext()) {
      PixelBatch<Path> batch = batches.next();
      assertThat(batch.pixels()).hasSize(batch.size() * 3);
      for (int k = 0; k < batch.size(); k++) {
        reds.add(batch.pixels()[3 * k]);
      }
      read.addAll(batch.items());
      batch.faults().forEach(fault -> faults.add(fault.getMessage()));
    }
    List<Integer> readable = IntStream.range(0, 40).filter(k -> k != 3 && k != 20).boxed().toList();
    assertThat(read).isEqualTo(readable.stream().map(files::get).toList());
    assertThat(reds).isEqualTo(readable.stream().map(Integer::floatValue).toList());
    assertThat(faults).hasSize(3);
    assertThat(faults.get(0)).contains("none-3");
    assertThat(faults.get(1)).contains("none-20");
    assertThat(faults.get(2)).contains("text.jpg");
  }

  @Test
  void noFilesNoBatches() {
    PhotoBatches<Path> batches = batches(List.of());
    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aBatchOfUnreadablePhotosIsEmpty() {
    PhotoBatches<Path> batches = batches(List.of(folder.resolve("none")));
    PixelBatch<Path> batch = batches.next();
    assertThat(batch.size()).isZero();
    assertThat(batch.pixels()).isEmpty();
    assertThat(batch.faults()).hasSize(1);
    assertThat(batches.hasNext()).isFalse();
  }
}
