package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
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
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif");

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
    List<String> names = photos(images);
    try (PhotoEncoder open = encoder.open();
        ExtractionProgress progress =
            new ExtractionProgress(spec.commandLine().getErr(), "vectors", names.size())) {
      new FeatureExtractor(open, new PhotoReader()).extract(images, names, out, progress);
      return progress.skipped() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static List<String> photos(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder
              + ": expected a folder of photos but found "
              + (Files.exists(folder) ? "a file" : "nothing"));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .filter(file -> ENDINGS.contains(ending(file)))
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new BadInputException(
            folder + ": expected photos (" + String.join(", ", ENDINGS) + ") but found none");
      }
      return names;
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
