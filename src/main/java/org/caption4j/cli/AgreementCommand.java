package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.caption4j.train.Agreement;
import org.caption4j.train.EncoderExam;
import org.caption4j.train.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caption4j agreement}: how well an encoder sees what its teacher sees. */
@Command(
    name = "agreement",
    description = {
      "Tells how well an encoder agrees with the network that taught it.",
      "",
      "Both look at the photos. Printed are the mean cosine between the teacher's features and what the encoder says they are, the share of the features' variance that it explains and, if the teacher tells classes, how often its first is the encoder's first, and among its first five."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class AgreementCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder of photos that the encoder was not trained on, with those below it")
  private Path images;

  @Mixin private NetworkOption network;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = "the encoder's weights, as train-encoder wrote them")
  private Path weights;

  @Option(
      names = "--heads",
      paramLabel = "FILE",
      description =
          "what makes features and classes of its vectors (default: heads.safetensors beside the weights)")
  private Path heads;

  @Mixin private TeacherOptions teacher;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<String> photos = PhotoFolder.paths(images);
    EncoderExam exam =
        new EncoderExam(
            network.network(), weights, heads == null ? EncoderExam.headsBeside(weights) : heads);
    try (Teacher open = teacher.open(err);
        ExtractionProgress progress = new ExtractionProgress(err, "photos", photos.size())) {
      print(exam.sit(open, photos, progress), photos.size() - progress.skipped());
      return progress.skipped() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void print(Agreement agreement, int photos) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("Photos", String.valueOf(photos));
    table.add(List.of("Cosine", figure(agreement.cosine())));
    table.add(List.of("Explained", figure(agreement.explained())));
    if (!Double.isNaN(agreement.top1())) {
      table.add(List.of("Top-1", figure(agreement.top1())));
      table.add(List.of("Top-5", figure(agreement.top5())));
    }
    table.print(out);
    out.flush();
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
