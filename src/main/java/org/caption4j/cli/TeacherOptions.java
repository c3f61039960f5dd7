package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.EncoderChoice;
import org.caption4j.captioner.Encoders;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.onnx.OnnxSource;
import org.caption4j.image.Preprocessing;
import org.caption4j.train.EncoderTeacher;
import org.caption4j.train.OnnxTeacher;
import org.caption4j.train.Teacher;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is learned from. */
final class TeacherOptions {
  @Option(
      names = "--teacher",
      paramLabel = "NAME",
      description =
          "network whose vectors are learned, or onnx:FILE#OUTPUT for an output of any network in ONNX (docs/onnx.md)",
      defaultValue = "squeezenet")
  private String name;

  @Option(
      names = "--teacher-logits",
      paramLabel = "OUTPUT",
      description =
          "another output of that ONNX network, its classes before the softmax, to be learned too")
  private String logits;

  @Option(
      names = "--teacher-weights",
      paramLabel = "FILE",
      description = "its weights (default: those in the cache, fetched if need be)")
  private Path weights;

  @Option(
      names = "--teacher-preprocessing",
      paramLabel = "NAME|FILE",
      description =
          "what it expects of a photo: "
              + PreprocessingArgument.FORM
              + " (default: what is known of its weights, or FILE.json beside an ONNX network)")
  private String preprocessing;

  @Mixin private PretrainedOptions pretrained;

  /** Returns the file of weights, if one is named. */
  Optional<Path> weights() {
    return Optional.ofNullable(weights);
  }

  /**
   * @param err takes the progress of downloads
   * @return the teacher, to be closed
   * @throws IOException if there is no such network, or its weights cannot be had
   */
  Teacher open(PrintWriter err) throws IOException {
    Optional<Preprocessing> photos = PreprocessingArgument.ofNullable(preprocessing);
    if (logits != null) {
      return withLogits(photos);
    }
    EncoderChoice choice =
        Encoders.choose(name, Optional.ofNullable(weights), photos, pretrained.open(err));
    return new EncoderTeacher(new PhotoEncoder(choice.open()));
  }

  private Teacher withLogits(Optional<Preprocessing> photos) throws IOException {
    Optional<OnnxSource> source = OnnxSource.named(name);
    if (source.isEmpty() || source.get().output().isEmpty()) {
      throw new BadInputException(
          "--teacher-logits: expected a teacher onnx:FILE#OUTPUT beside it but found " + name);
    }
    return OnnxTeacher.open(source.get().file(), source.get().output().get(), logits, photos);
  }
}
