package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.Ahead;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.image.Preprocessing;

/**
 * Trains a {@link CompactNetwork} to see as a larger network does, on photos that nobody labelled
 * (Hinton et al. 2015; Romero et al. 2015).
 *
 * <p>Student and teacher are shown the same parts of each photo, the student in another light every
 * time, and what two linear heads make of the student's vector is to be what the teacher says: its
 * features, and its classes if it tells any. The teacher looks at the next parts while the student
 * learns from the last. Photos are small at first, which is faster, and grow to the network's own
 * size. Everything random is a function of seed, pass and photo alone.
 *
 * <p>The output folder holds, from the first epoch on: the encoder, its heads, {@code
 * checkpoint.safetensors} to resume from, {@code training.csv} and {@code training.png}.
 */
public final class Distillation {
  /** The weights, for {@link CompactNetwork#open}; written after every epoch. */
  public static final String ENCODER = "encoder.safetensors";

  static final String HEADS = "heads.safetensors";

  /** Lessons that wait for the student, at most. */
  private static final int AHEAD = 3;

  /** Photos from which the mean opinions are known well enough to begin with. */
  private static final int PHOTOS_TO_BEGIN = 256;

  private final CompactNetwork network;
  private final Optional<Path> start;
  private final DistillationSettings settings;
  private final Teacher teacher;
  private final Path out;

  /**
   * @param network what is trained
   * @param start weights of an earlier training to begin with, or empty for random ones; its heads
   *     are taken too where they stand beside
   * @param settings how to train
   * @param teacher whose opinions are learned; the caller closes it
   * @param out folder of what is written
   */
  public Distillation(
      CompactNetwork network,
      Optional<Path> start,
      DistillationSettings settings,
      Teacher teacher,
      Path out) {
    this.network = network;
    this.start = start;
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
    try (TrainingFolder folder = TrainingFolder.open(out, resume)) {
      return train(files, heldOutFiles, resume, listener);
    }
  }

  private List<DistillationFigures> train(
      List<String> files, List<String> heldOutFiles, boolean resume, DistillationListener listener)
      throws IOException {
    KeptPhotos judges = read("photos to judge by", heldOutFiles, KeptPhotos.LARGE, listener);
    KeptPhotos photos = read("photos to learn from", files, KeptPhotos.SMALL, listener);
    TaughtPhotos heldOut = TaughtPhotos.of(judges, teacher, network.preprocessing());
    int batch = Math.min(settings.batchSize(), photos.size());
    Lessons lessons = new Lessons(photos, teacher, batch, settings.views(), settings.seed());
    Optional<Path> heads = start.map(EncoderExam::headsBeside).filter(Files::exists);
    try (Student student = new Student(network, start, heads, settings, teacher, batch)) {
      String data = data(photos);
      List<DistillationFigures> history = new ArrayList<>();
      Path checkpoint = out.resolve(TrainingFolder.CHECKPOINT);
      if (resume && Files.exists(checkpoint)) {
        history.addAll(DistillationCheckpoint.restore(checkpoint, student, data));
      } else {
        Preprocessing size = size(history);
        student.look(size);
        student.begin(first(lessons, size));
      }
      listener.ready(
          photos.size(),
          heldOut.size(),
          student.weights().weights().flat().length(),
          history.size());
      while (progress(history, 0, 0) < 1) {
        history.add(epoch(student, lessons, heldOut, history, listener));
        DistillationCheckpoint.write(checkpoint, student, history, data);
        student.write(
            out.resolve(ENCODER), out.resolve(HEADS), description(photos.size(), history));
        FiguresCsv.DISTILLATION.write(out.resolve(TrainingFolder.FIGURES), history);
        DistillationCurves.write(out.resolve(TrainingFolder.CURVES), history);
        listener.epochDone(history.get(history.size() - 1));
      }
      return history;
    }
  }

  private static KeptPhotos read(
      String what, List<String> files, int longestSide, DistillationListener listener)
      throws BadInputException {
    return KeptPhotos.read(what, files, longestSide, listener.reading(what, files.size()));
  }

  private static List<Lesson> first(Lessons lessons, Preprocessing size) {
    int count = Math.min(lessons.count(), 1 + PHOTOS_TO_BEGIN / lessons.batch());
    return IntStream.range(0, count).mapToObj(k -> lessons.lesson(k, size)).toList();
  }

  private String data(KeptPhotos photos) {
    return "%s on %d photos under teacher %s, %s"
        .formatted(network.label(), photos.size(), teacher.fingerprint(), settings.lasting());
  }

  private Map<String, String> description(int photos, List<DistillationFigures> history) {
    Agreement last = history.get(history.size() - 1).heldOut();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "caption4j-encoder");
    metadata.put("network", network.label());
    metadata.put("teacher", teacher.name());
    metadata.put("photos", Integer.toString(photos));
    metadata.put("epochs", Integer.toString(history.size()));
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("held_out_cosine", figure(last.cosine()));
    metadata.put("held_out_explained", figure(last.explained()));
    if (teacher.classCount() > 0) {
      metadata.put("held_out_top1", figure(last.top1()));
      metadata.put("held_out_top5", figure(last.top5()));
    }
    return metadata;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private Preprocessing size(List<DistillationFigures> history) {
    int side = settings.size(progress(history, 0, 0), network.preprocessing().width());
    return network.preprocessing().withSize(side, side);
  }

  private double progress(List<DistillationFigures> history, double epochs, double seconds) {
    double before = history.stream().mapToDouble(DistillationFigures::seconds).sum();
    return settings.progress(history.size() + epochs, (before + seconds) / 60);
  }

  /** Goes on for as many photos as an epoch has, or until the time is up. */
  private DistillationFigures epoch(
      Student student,
      Lessons lessons,
      TaughtPhotos heldOut,
      List<DistillationFigures> history,
      DistillationListener listener)
      throws IOException {
    long started = System.nanoTime();
    int epoch = history.size() + 1;
    int batch = lessons.batch();
    int count = Math.max(1, Math.min(lessons.count(), settings.epochPhotos() / batch));
    double loss = 0;
    double features = 0;
    double logits = 0;
    double pace = 0;
    int done = 0;
    int first = student.steps();
    Preprocessing size = size(history);
    student.look(size);
    try (Ahead<Lesson> ahead =
        new Ahead<>(
            IntStream.range(first, first + count)
                .mapToObj(number -> lessons.lesson(number, size))
                .iterator(),
            AHEAD)) {
      double progress = progress(history, 0, 0);
      while (done < count && (progress < 1 || done == 0)) {
        pace = settings.pace(progress, student.steps());
        Heads.Losses losses = student.step(ahead.next(), pace);
        done++;
        loss += losses.total();
        TrainingHistory.requireFinite(epoch, loss);
        features += losses.features();
        logits += losses.logits();
        listener.batchDone(epoch, done * batch, count * batch, loss / done);
        progress = progress(history, (double) done / count, seconds(started));
      }
    }
    double trained = seconds(started);
    Agreement agreement = student.agreement(heldOut);
    return new DistillationFigures(
        epoch,
        size.width(),
        pace * settings.learningRate(),
        loss / done,
        features / done,
        logits / done,
        agreement,
        done * batch / trained,
        seconds(started));
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) * 1e-9;
  }
}
