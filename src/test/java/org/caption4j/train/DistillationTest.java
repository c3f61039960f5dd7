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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;
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

  private static DistillationSettings settings(int epochs) {
    return new DistillationSettings(
        epochs,
        32, // four steps
        Double.POSITIVE_INFINITY,
        8,
        2,
        80,
        1e-3,
        1e-2,
        3,
        1e-3,
        0.8,
        new DistillationLoss(1, 0.5, 2),
        3);
  }

  private static Distillation distillation(int epochs, Path out) {
    return distillation(epochs, Optional.empty(), out);
  }

  private static Distillation distillation(int epochs, Optional<Path> start, Path out) {
    return new Distillation(
        CompactNetwork.COMPACT, start, settings(epochs), new QuarterTeacher(), out);
  }

  private static KeptPhotos kept(List<String> files) throws BadInputException {
    return KeptPhotos.read(
        "photos",
        files,
        KeptPhotos.SMALL,
        DistillationListener.SILENT.reading("photos", files.size()));
  }

  @Test
  void lowersTheLossAndWritesWhatItLearned() throws Exception {
    List<String> heldOut = new ArrayList<>();
    List<String> train = new ArrayList<>();
    List<String> files = photos(56);
    for (int k = 0; k < files.size(); k++) {
      (k % 7 == 3 ? heldOut : train).add(files.get(k)); // of all colours, both
    }
    Path out = folder.resolve("out");
    List<DistillationFigures> figures =
        distillation(10, out).run(train, heldOut, false, DistillationListener.SILENT);
    DistillationFigures first = figures.get(0);
    DistillationFigures last = figures.get(9);
    assertThat(last.featureLoss()).isLessThan(0.8 * first.featureLoss());
    assertThat(last.logitLoss()).isLessThan(0.7 * first.logitLoss());
    assertThat(last.loss()).isCloseTo(last.featureLoss() + 0.5 * last.logitLoss(), within(1e-9));
    assertThat(last.heldOut().explained()).isBetween(first.heldOut().explained() + 0.1, 1.0);
    assertThat(last.heldOut().cosine()).isBetween(first.heldOut().cosine(), 1.0);
    assertThat(last.heldOut().top5()).isGreaterThanOrEqualTo(last.heldOut().top1());
    try (Encoder encoder =
        CompactNetwork.COMPACT.open(out.resolve(Distillation.ENCODER), Optional.empty())) {
      Photo photo = new PhotoReader().read(Path.of(heldOut.get(0)));
      INDArray vector = new PhotoEncoder(encoder).encode(List.of(photo));
      assertThat(vector.shape()).containsExactly(1, 512);
      assertThat(vector.minNumber().doubleValue()).isNotNegative();
    }
    try (SafeTensors heads = SafeTensors.open(out.resolve("heads.safetensors"))) {
      assertThat(heads.shape("features/W")).containsExactly(512, QuarterTeacher.FEATURES);
      assertThat(heads.shape("logits/b")).containsExactly(QuarterTeacher.CLASSES);
      assertThat(heads.metadata()).containsEntry("network", "compact").containsKey("held_out_top5");
    }
    Path weights = out.resolve(Distillation.ENCODER);
    Agreement again =
        new EncoderExam(CompactNetwork.COMPACT, weights, EncoderExam.headsBeside(weights))
            .sit(new QuarterTeacher(), heldOut, DistillationListener.SILENT.reading("photos", 8));
    assertThat(again.cosine()).isCloseTo(last.heldOut().cosine(), within(1e-3)); // half precision
    assertThat(again.top5()).isEqualTo(last.heldOut().top5());
    assertThat(Files.readAllLines(out.resolve("training.csv"))).hasSize(11);
    assertThat(ImageIO.read(out.resolve("training.png").toFile()).getWidth()).isEqualTo(800);
  }

  /** Stops a training as a power failure would, after an epoch. */
  private static final class Stop implements DistillationListener {
    private final int after;

    Stop(int after) {
      this.after = after;
    }

    @Override
    public void epochDone(DistillationFigures figures) {
      if (figures.epoch() == after) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  @Test
  void resumedIsUninterrupted() throws Exception {
    List<String> files = photos(18);
    List<String> heldOut = files.subList(0, 2);
    List<String> train = files.subList(2, 18);
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    List<DistillationFigures> expected =
        distillation(3, whole).run(train, heldOut, false, DistillationListener.SILENT);
    assertThatThrownBy(() -> distillation(3, broken).run(train, heldOut, false, new Stop(1)))
        .hasMessage("stopped");
    assertThatThrownBy(() -> distillation(3, broken).run(train, heldOut, false, new Stop(1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--resume");
    List<DistillationFigures> resumed =
        distillation(3, broken).run(train, heldOut, true, DistillationListener.SILENT);
    assertThat(resumed).hasSize(3);
    assertThat(resumed.get(2).loss()).isEqualTo(expected.get(2).loss());
    assertThat(resumed.get(2).heldOut()).isEqualTo(expected.get(2).heldOut());
    for (String file : List.of(Distillation.ENCODER, "heads.safetensors")) {
      assertThat(broken.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    Distillation other =
        new Distillation(
            CompactNetwork.COMPACT,
            Optional.empty(),
            settings(4),
            new QuarterTeacher("changed"),
            broken);
    assertThatThrownBy(() -> other.run(train, heldOut, true, DistillationListener.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other data or settings")
        .hasMessageContaining("changed");
  }

  /** Trains on sixteen photos, judged by two others. */
  private List<DistillationFigures> train(int epochs, Optional<Path> start, Path out)
      throws IOException {
    List<String> files = photos(18);
    return distillation(epochs, start, out)
        .run(files.subList(2, 18), files.subList(0, 2), false, DistillationListener.SILENT);
  }

  @Test
  void startsFromEarlierWeightsAndTheirHeads() throws Exception {
    Path first = folder.resolve("first");
    List<DistillationFigures> before = train(3, Optional.empty(), first);
    Path weights = first.resolve(Distillation.ENCODER);
    List<DistillationFigures> after = train(3, Optional.of(weights), folder.resolve("second"));
    assertThat(after.get(0).loss()).isLessThan(before.get(0).loss());
    assertThat(after.get(2).loss()).isLessThan(before.get(2).loss());
    Files.copy(weights, first.resolve("heads.safetensors"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> train(1, Optional.of(weights), folder.resolve("third")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("heads.safetensors");
  }

  @Test
  void startsFromEarlierWeightsAndTeachesNewHeadsFirst() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    train(1, Optional.empty(), first);
    Path weights = Files.copy(first.resolve(Distillation.ENCODER), folder.resolve("alone"));
    List<DistillationFigures> figures = train(3, Optional.of(weights), second);
    assertThat(figures.get(2).loss()).isLessThan(figures.get(0).loss());
    try (SafeTensors before = SafeTensors.open(weights);
        SafeTensors after = SafeTensors.open(second.resolve(Distillation.ENCODER))) {
      for (String name : before.names()) {
        assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
      }
    }
    Path other = first.resolve("heads.safetensors");
    assertThatThrownBy(() -> train(1, Optional.of(other), folder.resolve("other")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("heads.safetensors");
  }

  @Test
  void withoutPhotosItSaysWhich() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no photo");
    List<String> files = List.of(broken.toString());
    assertThatThrownBy(
            () ->
                distillation(1, folder.resolve("none"))
                    .run(photos(1), files, false, DistillationListener.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("photos to judge by");
  }

  @Test
  void lessonsDependOnPassAndPhotoAlone() throws Exception {
    List<String> files = photos(8);
    KeptPhotos photos = kept(files);
    Preprocessing size = CompactNetwork.COMPACT.preprocessing().withSize(64, 48);
    Lessons lessons = new Lessons(photos, new QuarterTeacher(), 4, 3, 9);
    List<Integer> order = lessons.order(2);
    assertThat(lessons.count()).isEqualTo(2);
    assertThat(order)
        .isEqualTo(lessons.order(2))
        .isNotEqualTo(lessons.order(3))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    Lesson lesson = lessons.lesson(5, size); // the second of that pass
    Lesson another = lessons.lesson(7, size);
    assertThat(lesson.pixels()).isEqualTo(lessons.lesson(5, size).pixels());
    assertThat(lesson.pixels()).isNotEqualTo(another.pixels());
    assertThat(lesson.opinions().features())
        .isEqualTo(lessons.lesson(5, size).opinions().features())
        .isNotEqualTo(another.opinions().features());
  }

  @Test
  void theTeacherLooksAtEachViewOnce() throws Exception {
    KeptPhotos photos = kept(photos(8));
    AtomicInteger looks = new AtomicInteger();
    Teacher counting =
        new QuarterTeacher() {
          @Override
          public Opinions look(List<Photo> parts) {
            looks.addAndGet(parts.size());
            return super.look(parts);
          }
        };
    Preprocessing size = CompactNetwork.COMPACT.preprocessing();
    Lessons lessons = new Lessons(photos, counting, 4, 2, 9);
    Lesson first = lessons.lesson(0, size);
    IntStream.range(1, 12).forEach(number -> lessons.lesson(number, size)); // six passes
    assertThat(looks).hasValue(2 * 8);
    Lesson again = lessons.lesson(0, size);
    assertThat(again.pixels()).isEqualTo(first.pixels());
    assertThat(again.opinions().features()).isEqualTo(first.opinions().features());
    assertThat(looks).hasValue(2 * 8);
  }

  @Test
  void photosGrow() {
    DistillationSettings settings = settings(10);
    assertThat(settings.size(0, 128)).isEqualTo(80);
    assertThat(settings.size(0.26, 128)).isEqualTo(80);
    assertThat(settings.size(0.27, 128)).isEqualTo(96);
    assertThat(settings.size(0.6, 128)).isEqualTo(112);
    assertThat(settings.size(1, 128)).isEqualTo(112);
    assertThat(settings.size(0, 64)).isEqualTo(56);
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
    Photo large = new Photo("large", 200, 100, new byte[3 * 200 * 100]);
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 1000; k++) {
      Crop crop = Crop.random(large, random);
      assertThat(crop.left() + crop.width()).isLessThanOrEqualTo(200);
      assertThat(crop.top() + crop.height()).isLessThanOrEqualTo(100);
      assertThat(crop.width() * crop.height() / 20_000.0).isBetween(0.49, 1.0);
      assertThat(crop.width() / (2.0 * crop.height())).isBetween(0.73, 1.36);
      assertThat(Crop.random(new Photo("dot", 1, 1, new byte[3]), random).width()).isEqualTo(1);
    }
  }

  @Test
  void lightChangesBrightnessContrastAndSaturation() {
    byte[] rgb = {100, 0, 0, 0, 100, 0, 50, 50, 50, (byte) 200, (byte) 200, (byte) 200};
    Photo photo = new Photo("four", 2, 2, rgb);
    assertThat(new Jitter(1, 1, 1).of(photo)).isEqualTo(photo);
    assertThat(new Jitter(1.3f, 1, 1).of(photo).rgb())
        .containsExactly(130, 0, 0, 0, 130, 0, 65, 65, 65, 255, 255, 255);
    // the grey of red and green by ITU-R BT.601
    assertThat(new Jitter(1, 1, 0).of(photo).rgb())
        .containsExactly(30, 30, 30, 59, 59, 59, 50, 50, 50, 200, 200, 200);
    // the mean grey of the four, 84.65
    assertThat(new Jitter(1, 0, 1).of(photo).rgb()).containsOnly(85);
    SplittableRandom random = new SplittableRandom(4);
    for (int k = 0; k < 1000; k++) {
      Jitter jitter = Jitter.random(random);
      assertThat(jitter.brightness()).isBetween(0.7f, 1.3f);
      assertThat(jitter.contrast()).isBetween(0.7f, 1.3f);
      assertThat(jitter.saturation()).isBetween(0.7f, 1.3f);
    }
    assertThat(Jitter.random(new SplittableRandom(5)))
        .isEqualTo(Jitter.random(new SplittableRandom(5)));
  }

  @Test
  void aMeanExplainsNothingAndTheTeacherAll() {
    float[][] teacher = {{1, 0}, {0, 1}};
    float[][] mean = {{0.5f, 0.5f}, {0.5f, 0.5f}};
    float[][] none = {{}, {}};
    Agreement ofMean = Agreement.of(mean, teacher, none, none);
    assertThat(ofMean.explained()).isZero();
    assertThat(ofMean.cosine()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(ofMean.top1()).isNaN();
    float[][] classes = {{9, 1, 2, 3, 4, 5, 6}, {1, 9, 2, 3, 4, 5, 6}};
    float[][] second = {{5, 9, 0, 0, 0, 0, 0}, {0, 9, 5, 0, 0, 0, 0}};
    assertThat(Agreement.of(teacher, teacher, second, classes))
        .isEqualTo(new Agreement(1, 1, 0.5, 1));
    float[][] sixth = {{0, 1, 2, 3, 4, 5, -1}, {0, 9, 5, 0, 0, 0, 0}};
    assertThat(Agreement.of(teacher, teacher, sixth, classes).top5()).isEqualTo(0.5);
  }

  @Test
  void theRateRisesAndFalls() {
    DistillationSettings settings = settings(10);
    assertThat(settings.pace(0, 0)).isCloseTo(0.25, within(1e-12));
    assertThat(settings.pace(0, 3)).isCloseTo(1, within(1e-12));
    assertThat(settings.pace(0.5, 100)).isCloseTo(0.5, within(1e-12));
    assertThat(settings.pace(1, 100)).isCloseTo(0, within(1e-12));
  }
}
