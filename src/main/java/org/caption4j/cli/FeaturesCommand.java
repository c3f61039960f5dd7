package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.caption4j.AsideFile;
import org.caption4j.FilesOfCall;
import org.caption4j.RunLock;
import org.caption4j.WrittenFile;
import org.caption4j.data.FeatureFileWriter;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.PhotoReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caption4j features}: the vectors of a folder of photos, into a file. */
@Command(
    name = "features",
    description = {
      "Computes the vectors of a folder of photos, once, into a file that train can use.",
      "",
      "An interrupted computation goes on when the same command is given again; photos that came later are added."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class FeaturesCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder of photos; those in folders below it are taken too")
  private Path images;

  @Mixin private EncoderOptions encoder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the vectors, as safetensors: [photos, dimension] under the photos' paths")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FilesOfCall files = Messages.of(spec.commandLine()).files();
    if (encoder.weights().isPresent()) {
      files.reads("--weights", encoder.weights().get());
    }
    for (Path file : List.of(out, FeatureFileWriter.journal(out))) {
      files.writes("--out", file);
    }
    List<String> names =
        PhotoFolder.names(images).stream()
            .filter(name -> !files.isWritten(images.resolve(name)))
            .toList();
    PrintWriter err = spec.commandLine().getErr();
    try (RunLock lock = RunLock.ofFile(out);
        PhotoEncoder open = new PhotoEncoder(encoder.choose(err).open());
        ExtractionProgress progress = new ExtractionProgress(err, "vectors", names.size())) {
      AsideFile.removeLeftovers(WrittenFile.of(out).real().getParent());
      new FeatureExtractor(open, new PhotoReader()).extract(images, names, out, progress);
      progress.close();
      err.printf(
          "The vectors of %,d photos are in %s%s.%n",
          names.size() - progress.skipped(),
          out,
          progress.skipped() == 0 ? "" : "; %,d could not be read".formatted(progress.skipped()));
      return progress.skipped() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
