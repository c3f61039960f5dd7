package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.data.FeatureFile;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;

/**
 * Trains the {@link CompactNetwork} to see as a larger encoder does, on photos that nobody labelled
 * (Hinton et al. 2015; Romero et al. 2015).
 *
 * <p>The teacher looks at every photo once, whole; the student is shown another part of it in every
 * epoch, perhaps mirrored, and is to give the same vector. The next photos are cut and resized
 * while the last are learned from. Order and crops are functions of seed and epoch alone.
 */
public final class Distillation {
  /** The weights, for {@link CompactNetwork#open}; written after every epoch. */
  public static final String ENCODER = "encoder.safetensors";

  private static final String VECTORS = "vectors.safetensors";
  private static final String CHECKPOINT = "checkpoint.safetensors";

  /** Photos are kept somewhat larger than the network sees them. */
  private static final int KEPT_SIZE = 128;

  private final DistillationSettings settings;
  private final PhotoEncoder teacher;
  private final Path out;

  /**
   * @param settings how to train
   * @param teacher whose vectors are learned, of 512 numbers; the caller closes it
   * @param out folder of the weights, the teacher's vectors and the checkpoint
   * @throws BadInputException if the teacher's vectors are of another length
   */
  public Distillation(DistillationSettings settings, PhotoEncoder teacher, Path out)
      throws BadInputException {
    int dimension = teacher.encoder().dimension();
    if (dimension != CompactNetwork.DIMENSION) {
      throw new BadInputException(
          "%s: expected a teacher with vectors of %d numbers but found %d"
              .formatted(teacher.encoder().name(), CompactNetwork.DIMENSION, dimension));
    }
    this.settings = settings;
    this.teacher = teacher;
    this.out = out;
  }

  /**
   * Trains.
   *
   * @param files paths of the photos to learn from; those that cannot be read are passed over
   * @param heldOutFiles paths of the photos to judge by, never learned from
   * @param resume whether to go on where an earlier run was after its last whole epoch
   * @param listener told how it goes
   * @return figures of all epochs, in order
   * @throws BadInputException if there are no photos, the checkpoint is of another training, or one
   *     stands there that is not to be resumed
   * @throws IOException if the folder cannot be written
   */
  public List<DistillationFigures> run(
      List<String> files, List<String> heldOutFiles, boolean resume, DistillationListener listener)
      throws IOException {
    if (!resume) {
      TrainingRun.requireNone(out);
    }
    Files.createDirectories(out);
    FeatureFile features = features(files, heldOutFiles, listener);
    TaughtPhotos photos =
        TaughtPhotos.read(files, features, CompactNetwork.preprocessing(KEPT_SIZE));
    TaughtPhotos heldOut =
        TaughtPhotos.read(heldOutFiles, features, CompactNetwork.preprocessing());
    if (photos.size() == 0 || heldOut.size() == 0) {
      throw new BadInputException("expected photos to learn from and to judge by but found none");
    }
    int batch = Math.min(settings.batchSize(), photos.size());
    try (Student student = new Student(settings.seed(), batch, photos.meanSquare())) {
      String data = data(photos, batch);
      List<DistillationFigures> history = new ArrayList<>();
      Path checkpoint = out.resolve(CHECKPOINT);
      if (resume && Files.exists(checkpoint)) {
        history.addAll(DistillationCheckpoint.restore(checkpoint, student, data));
      } else {
        student.calibrate(lesson(student, photos, 0, IntStream.range(0, batch).boxed().toList()));
      }
      listener.ready(photos.size(), heldOut.size(), student.weights().length(), history.size());
      while (progress(history, 0, 0) < 1) {
        history.add(epoch(student, photos, heldOut, history, batch, listener));
        DistillationCheckpoint.write(checkpoint, student, history, data);
        student.write(out.resolve(ENCODER), description(photos, history));
        listener.epochDone(history.get(history.size() - 1));
      }
      return history;
    }
  }

  private FeatureFile features(
      List<String> files, List<String> heldOut, DistillationListener listener) throws IOException {
    List<String> all = Stream.concat(heldOut.stream(), files.stream()).distinct().toList();
    FeatureExtractor extractor = new FeatureExtractor(teacher, new PhotoReader());
    Path vectors = out.resolve(VECTORS);
    extractor.extract(Path.of(""), all, vectors, listener.extracting(all.size()));
    return FeatureFile.open(vectors, extractor.key());
  }

  private String data(TaughtPhotos photos, int batch) {
    return "%d photos under teacher %s, batch %d, rate %s, seed %d"
        .formatted(
            photos.size(),
            teacher.encoder().fingerprint(),
            batch,
            settings.learningRate(),
            settings.seed());
  }

  private Map<String, String> description(TaughtPhotos photos, List<DistillationFigures> history) {
    DistillationFigures last = history.get(history.size() - 1);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "caption4j-encoder");
    metadata.put("network", CompactNetwork.NAME);
    metadata.put("teacher", teacher.encoder().name());
    metadata.put("photos", Integer.toString(photos.size()));
    metadata.put("epochs", Integer.toString(history.size()));
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("held_out_cosine", String.format(Locale.ROOT, "%.4f", last.heldOutCosine()));
    metadata.put("held_out_explained", String.format(Locale.ROOT, "%.4f", last.heldOutExplained()));
    return metadata;
  }

  private double progress(List<DistillationFigures> history, double epochs, double seconds) {
    double before = history.stream().mapToDouble(DistillationFigures::seconds).sum();
    return settings.progress(history.size() + epochs, (before + seconds) / 60);
  }

  /** Goes through the photos once, or until the time is up. */
  private DistillationFigures epoch(
      Student student,
      TaughtPhotos photos,
      TaughtPhotos heldOut,
      List<DistillationFigures> history,
      int batch,
      DistillationListener listener) {
    long started = System.nanoTime();
    int epoch = history.size() + 1;
    List<List<Integer>> batches = batches(photos.size(), batch, epoch);
    CompletableFuture<Student.Lesson> next = prepare(student, photos, epoch, batches.get(0));
    double loss = 0;
    int done = 0;
    for (int k = 0; k < batches.size(); k++) {
      double part = (double) k / batches.size();
      double progress = progress(history, part, seconds(started));
      if (progress >= 1 && k > 0) {
        break;
      }
      Student.Lesson lesson = next.join();
      next = prepare(student, photos, epoch, batches.get((k + 1) % batches.size()));
      loss += student.step(lesson, settings.rate(progress));
      done++;
      listener.batchDone(epoch, done * batch, batches.size() * batch, loss / done);
    }
    next.join();
    double trained = seconds(started);
    Agreement agreement = student.agreement(heldOut);
    return new DistillationFigures(
        epoch,
        loss / done,
        agreement.cosine(),
        agreement.explained(),
        done * batch / trained,
        seconds(started));
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) * 1e-9;
  }

  /** Whole batches in the epoch's own order; the few photos left over come another time. */
  private List<List<Integer>> batches(int photos, int batch, int epoch) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, photos).boxed().toList());
    Collections.shuffle(order, new Random(settings.seed() * 1_000_003 + epoch));
    return IntStream.range(0, photos / batch)
        .mapToObj(k -> order.subList(k * batch, (k + 1) * batch))
        .toList();
  }

  private CompletableFuture<Student.Lesson> prepare(
      Student student, TaughtPhotos photos, int epoch, List<Integer> numbers) {
    return CompletableFuture.supplyAsync(() -> lesson(student, photos, epoch, numbers));
  }

  private Student.Lesson lesson(
      Student student, TaughtPhotos photos, int epoch, List<Integer> numbers) {
    List<Photo> parts = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (int number : numbers) {
      Photo photo = photos.photos().get(number);
      long seed = (settings.seed() * 31 + epoch) * 1_000_003 + number;
      parts.add(Crop.random(photo, new SplittableRandom(seed)).of(photo));
      vectors.add(photos.vectors()[number]);
    }
    return student.lesson(parts, vectors);
  }
}
