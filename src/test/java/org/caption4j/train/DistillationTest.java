package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A tiny distillation, on squares of all colours. */
class DistillationTest {
  @TempDir Path folder;

  private List<String> photos(int count) throws IOException {
    List<String> files = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.getHSBColor((float) k / count, 1, 1));
      graphics.fillRect(8 * (k % 8), 32, 64, 64);
      graphics.dispose();
      Path file = folder.resolve("square" + k + ".png");
      ImageIO.write(image, "png", file.toFile());
      files.add(file.toString());
    }
    return files;
  }

  /** Another network of the same form: what it sees can be learned. */
  private static PhotoEncoder teacher() throws IOException {
    return new PhotoEncoder(
        CompactNetwork.encoder(new RandomWeights(77), CompactNetwork.preprocessing()));
  }

  private static DistillationSettings settings(int epochs) {
    return new DistillationSettings(epochs, Double.POSITIVE_INFINITY, 4, 1e-3, 3);
  }

  @Test
  void lowersTheLossAndWritesWhatItLearned() throws Exception {
    List<String> files = photos(12);
    Path out = folder.resolve("out");
    List<DistillationFigures> figures;
    try (PhotoEncoder teacher = teacher()) {
      figures =
          new Distillation(settings(6), teacher, out)
              .run(files.subList(0, 8), files.subList(8, 12), false, DistillationListener.SILENT);
    }
    assertThat(figures).hasSize(6);
    assertThat(figures.get(5).loss()).isLessThan(0.5 * figures.get(0).loss());
    assertThat(figures.get(5).heldOutCosine()).isBetween(figures.get(0).heldOutCosine(), 1.0);
    try (Encoder encoder =
        CompactNetwork.open(out.resolve(Distillation.ENCODER), Optional.empty())) {
      Photo photo = new PhotoReader().read(Path.of(files.get(0)));
      INDArray vector = new PhotoEncoder(encoder).encode(List.of(photo));
      assertThat(vector.shape()).containsExactly(1, 512);
      assertThat(vector.minNumber().doubleValue()).isNotNegative();
    }
    assertThat(Files.size(out.resolve(Distillation.ENCODER))).isLessThan(6_000_000);
  }

  @Test
  void resumesWhereItStopped() throws Exception {
    List<String> files = photos(8);
    try (PhotoEncoder teacher = teacher()) {
      List<DistillationFigures> first = run(teacher, files, 2, false);
      List<DistillationFigures> second = run(teacher, files, 3, true);
      assertThat(second).hasSize(3).startsWith(first.get(0), first.get(1));
      assertThat(second.get(2).loss()).isLessThan(second.get(0).loss());
      assertThatThrownBy(() -> run(teacher, files.subList(0, 7), 4, true))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("checkpoint of");
    }
  }

  private List<DistillationFigures> run(
      PhotoEncoder teacher, List<String> files, int epochs, boolean resume) throws IOException {
    return new Distillation(settings(epochs), teacher, folder.resolve("resumed"))
        .run(
            files.subList(1, files.size()),
            files.subList(0, 1),
            resume,
            DistillationListener.SILENT);
  }

  @Test
  void cropsAreMirroredAndStayInsideThePhoto() {
    byte[] rgb = new byte[3 * 10 * 5];
    for (int k = 0; k < rgb.length; k++) {
      rgb[k] = (byte) k;
    }
    Photo photo = new Photo("numbers", 10, 5, rgb);
    Photo mirrored = new Crop(1, 2, 8, 3, true).of(photo);
    assertThat(mirrored.rgb()[0]).isEqualTo((byte) (3 * (2 * 10 + 8)));
    assertThat(mirrored.rgb()[1]).isEqualTo((byte) (3 * (2 * 10 + 8) + 1));
    assertThat(new Crop(1, 2, 8, 3, false).of(photo).rgb()[0]).isEqualTo((byte) (3 * 21));
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 1000; k++) {
      Crop crop = Crop.random(photo, random);
      assertThat(crop.left() + crop.width()).isLessThanOrEqualTo(10);
      assertThat(crop.top() + crop.height()).isLessThanOrEqualTo(5);
      assertThat(crop.width()).isBetween(8, 10);
      assertThat(crop.height()).isBetween(4, 5);
    }
  }

  @Test
  void aMeanExplainsNothingAndTheTeacherAll() {
    float[][] teacher = {{1, 0}, {0, 1}};
    float[][] mean = {{0.5f, 0.5f}, {0.5f, 0.5f}};
    assertThat(Agreement.of(mean, teacher).explained()).isZero();
    assertThat(Agreement.of(mean, teacher).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(Agreement.of(teacher, teacher)).isEqualTo(new Agreement(1, 1));
  }
}
