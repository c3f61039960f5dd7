package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caption4j.captioner.EncoderChoice;
import org.caption4j.captioner.Encoders;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Preprocessing;
import org.caption4j.train.Distillation;
import org.caption4j.train.DistillationFigures;
import org.caption4j.train.DistillationSettings;
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
      "Trains the encoder 'compact' to give the vectors of a larger one, on photos without captions.",
      "",
      "The teacher looks at every photo once. After each epoch the weights ("
          + Distillation.ENCODER
          + ", half precision) and a checkpoint are written."
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
      names = "--val-images",
      paramLabel = "DIR",
      required = true,
      description = "folder of photos to judge by; never trained on")
  private Path validationImages;

  @Option(
      names = "--teacher",
      paramLabel = "NAME",
      description =
          "network with vectors of 512 numbers, or onnx:FILE#OUTPUT for an output of any network in ONNX (docs/onnx.md)",
      defaultValue = "squeezenet")
  private String teacher;

  @Option(
      names = "--teacher-weights",
      paramLabel = "FILE",
      description = "its weights (default: those in the cache, fetched if need be)")
  private Path teacherWeights;

  @Option(
      names = "--teacher-preprocessing",
      paramLabel = "NAME|FILE",
      description =
          "what it expects of a photo: "
              + PreprocessingArgument.FORM
              + " (default: what is known of its weights, or FILE.json beside an ONNX network)")
  private String teacherPreprocessing;

  @Mixin private PretrainedOptions pretrained;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the weights, the checkpoint and the teacher's vectors")
  private Path out;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the photos, at most",
      defaultValue = "30")
  private int epochs;

  @Option(
      names = "--minutes",
      paramLabel = "X",
      description = "minutes of training, at most (default: no limit)",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      defaultValue = "Infinity")
  private double minutes;

  @Option(names = "--batch", paramLabel = "N", description = "photos a step", defaultValue = "32")
  private int batch;

  @Option(
      names = "--rate",
      paramLabel = "X",
      description = "Adam's learning rate at the start; it falls to zero",
      defaultValue = "0.001")
  private double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of starting values, order and crops",
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
    List<String> photos = new ArrayList<>();
    for (Path folder : images) {
      photos.addAll(paths(folder));
    }
    PrintWriter err = spec.commandLine().getErr();
    try (PhotoEncoder open = new PhotoEncoder(teacher(err).open())) {
      List<DistillationFigures> history =
          new Distillation(settings, open, out)
              .run(
                  photos,
                  paths(validationImages),
                  resume,
                  new DistillationProgress(err, settings.epochs()));
      DistillationFigures last = history.get(history.size() - 1);
      err.printf(
          "The weights in %s agree with %s by a cosine of %.4f.%n",
          out.resolve(Distillation.ENCODER), teacher, last.heldOutCosine());
      return ExitCode.OK;
    }
  }

  private EncoderChoice teacher(PrintWriter err) throws IOException {
    Optional<Preprocessing> photos =
        teacherPreprocessing == null
            ? Optional.empty()
            : Optional.of(PreprocessingArgument.read(teacherPreprocessing));
    return Encoders.choose(
        teacher, Optional.ofNullable(teacherWeights), photos, pretrained.open(err));
  }

  private DistillationSettings settings() {
    try {
      return new DistillationSettings(epochs, minutes, batch, rate, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static List<String> paths(Path folder) throws IOException {
    return PhotoFolder.names(folder).stream().map(name -> folder.resolve(name).toString()).toList();
  }
}
