package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caption4j.FilesOfCall;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.image.Preprocessing;
import org.caption4j.train.Distillation;
import org.caption4j.train.DistillationFigures;
import org.caption4j.train.DistillationSettings;
import org.caption4j.train.EncoderExam;
import org.caption4j.train.Teacher;
import org.caption4j.train.TrainingFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caption4j train-encoder}: photos and a teacher in, a small encoder out. */
@Command(
    name = "train-encoder",
    description = {
      "Trains a small encoder to see as a larger network does, on photos without captions.",
      "",
      "The teacher looks at every part of a photo that the small one is shown. After each epoch the weights ("
          + Distillation.ENCODER
          + ", half precision), a checkpoint and the figures so far are written."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class TrainEncoderCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder of photos to learn from, with those below it; may be given repeatedly")
  private List<Path> images;

  @Option(
      names = "--exclude",
      paramLabel = "FILE",
      description =
          "photos in these folders not to learn from: a list of file names, one a line, or a captions file; may be given repeatedly")
  private List<Path> excluded = List.of();

  @Option(
      names = "--val-images",
      paramLabel = "DIR",
      required = true,
      description = "folder of photos to judge by; never trained on")
  private Path validationImages;

  @Mixin private TeacherOptions teacher;

  @Mixin private NetworkOption network;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description =
          "begin with the weights that an earlier training wrote, in place of random ones, and with its heads.safetensors where that stands beside; else heads are learned anew first")
  private Path start;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the weights, the checkpoint and the figures")
  private Path out;

  @Bounds(min = 1, max = 100_000)
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "epochs, at most",
      defaultValue = "30")
  private int epochs;

  @Bounds(min = 1, max = Integer.MAX_VALUE)
  @Option(
      names = "--epoch-photos",
      paramLabel = "N",
      description =
          "photos of an epoch, after which there are figures and a checkpoint (default: all)",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      defaultValue = "2147483647")
  private int epochPhotos;

  @Bounds(max = 1_000_000)
  @Option(
      names = "--minutes",
      paramLabel = "X",
      description = "minutes of training, at most (default: no limit)",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      defaultValue = "Infinity")
  private double minutes;

  @Bounds(min = 1, max = 4096)
  @Option(names = "--batch", paramLabel = "N", description = "photos a step", defaultValue = "128")
  private int batch;

  @Bounds(min = 1, max = 100)
  @Option(
      names = "--views",
      paramLabel = "N",
      description =
          "parts of each photo that the teacher looks at; what it says is kept in memory, and passes beyond as many see the same parts, mirrored or not, in another light",
      defaultValue = "3")
  private int views;

  @Bounds(min = 1, max = Preprocessing.MOST_SIDE)
  @Option(
      names = "--first-size",
      paramLabel = "N",
      description =
          "side of the photos at the start, in pixels; it grows to seven eighths of the network's own over four fifths of the training",
      defaultValue = "64")
  private int firstSize;

  @Bounds(max = 10)
  @Option(
      names = "--rate",
      paramLabel = "X",
      description = "Adam's learning rate after the warm-up; it falls to zero",
      defaultValue = "0.001")
  private double rate;

  @Bounds(max = 10)
  @Option(
      names = "--kernel-rate",
      paramLabel = "X",
      description = "learning rate of the convolutions' kernels, which are moved by Muon",
      defaultValue = "0.04")
  private double kernelRate;

  @Bounds(max = 1_000_000)
  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "steps over which the rate rises",
      defaultValue = "200")
  private int warmUp;

  @Bounds(max = 10)
  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "share of a weight that goes away in a step, times the rate",
      defaultValue = "0.01")
  private double weightDecay;

  @Bounds(max = 1)
  @Option(
      names = "--average",
      paramLabel = "X",
      description = "share of the weights' moving average that stays in a step",
      defaultValue = "0.999")
  private double inertia;

  @Mixin private LossOptions loss;

  @Bounds(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of starting values, order, crops and light",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--resume",
      description = "go on from the checkpoint in --out",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    DistillationSettings settings = settings();
    CompactNetwork form = network.network();
    List<String> photos = photos();
    PrintWriter err = spec.commandLine().getErr();
    TrainingFolder.requireNoOther(out, resume);
    requireApart();
    try (TrainingFolder folder = TrainingFolder.open(out, resume);
        Teacher open = teacher.open(err)) {
      List<DistillationFigures> history =
          new Distillation(form, Optional.ofNullable(start), settings, open, out)
              .run(
                  photos,
                  PhotoFolder.paths(validationImages),
                  resume,
                  new DistillationProgress(err, settings.epochs()));
      DistillationFigures last = history.get(history.size() - 1);
      err.printf(
          "The weights in %s agree with %s by a cosine of %.4f.%n",
          out.resolve(Distillation.ENCODER), open.name(), last.heldOut().cosine());
      return ExitCode.OK;
    }
  }

  /** What is written shall be nothing that is read. */
  private void requireApart() throws IOException {
    FilesOfCall files = Messages.of(spec.commandLine()).files();
    if (start != null) {
      files.reads("--start", start);
      files.reads("--start", EncoderExam.headsBeside(start));
    }
    if (teacher.weights().isPresent()) {
      files.reads("--teacher-weights", teacher.weights().get());
    }
    for (Path list : excluded) {
      files.reads("--exclude", list);
    }
    for (Path file : TrainingFolder.files(out)) {
      files.writes("--out", file);
    }
  }

  private DistillationSettings settings() {
    try {
      return new DistillationSettings(
          epochs,
          epochPhotos,
          minutes,
          batch,
          views,
          firstSize,
          rate,
          kernelRate,
          warmUp,
          weightDecay,
          inertia,
          loss.loss(),
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<String> photos() throws IOException {
    List<String> photos = new ArrayList<>();
    for (Path folder : images) {
      photos.addAll(PhotoFolder.paths(folder));
    }
    for (Path list : excluded) {
      photos = ExcludedPhotos.read(list).without(photos);
    }
    return photos;
  }
}
