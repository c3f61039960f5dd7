package org.caption4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PixelBatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j caption}: photos in, sentences out. */
@Command(
    name = "caption",
    description = {
      "Describes photos in a sentence.",
      "",
      "For one photo the sentence alone is printed, for several, and for those of a list, PATH<TAB>SENTENCE, in the order given.",
      "A photo that cannot be read is reported, the others are still described, and the exit code is 1."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class CaptionCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description =
          "photos: JPEG, PNG, WebP, BMP, TIFF, GIF, and HEIC, AVIF, JPEG XL by an installed decoder; - is one from standard input")
  private List<Path> images = List.of();

  @Mixin private NamesOptions names;

  @Mixin private ModelOptions model;

  @Mixin private BeamOptions beam;

  @Bounds(min = 1, max = BeamSettings.MOST_WIDTH)
  @Option(
      names = "--top",
      paramLabel = "N",
      description = "sentences a photo, best first",
      defaultValue = "1")
  private int top;

  @Option(
      names = "--json",
      description =
          "print a JSON object a line: {\"image\": ..., \"captions\": [{\"text\": ..., \"logProbability\": ...}]}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Messages err = Messages.of(spec.commandLine());
    boolean listed = names.isGiven(images, "IMAGE", spec.commandLine());
    if (Collections.frequency(images, StandardInputPhoto.PATH) > 1) {
      throw new ParameterException(
          spec.commandLine(), "-: expected one photo from standard input, found it named twice");
    }
    ModelFolder found = model.find(spec.commandLine());
    Decoding decoding = beam.decoding(spec.commandLine(), top, found.config());
    boolean failed = false;
    // The photos are begun before the model is opened: the two take their time side by side.
    try (PhotoBatches<ListedPhoto> photos =
            new PhotoBatches<>(
                listed ? new PhotoReader() : new StandardInputPhoto(new PhotoReader(), System.in),
                found.config().encoder().preprocessing(),
                listed
                    ? names.photos(UnaryOperator::identity).iterator()
                    : images.stream().map(ListedPhoto::named).iterator(),
                ListedPhoto::readable);
        Captioner captioner = model.open(found, decoding, err);
        DescribedPhotos<ListedPhoto> described = new DescribedPhotos<>(captioner, photos)) {
      while (described.hasNext()) {
        DescribedPhotos.Batch<ListedPhoto> batch = described.next();
        batch.warnings().forEach(err::warning);
        for (PixelBatch.Unread<ListedPhoto> unread : batch.unread()) {
          err.error(FaultMessages.line(unread.fault()));
          failed = true;
        }
        print(batch.items(), batch.captions());
      }
    }
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void print(List<ListedPhoto> read, List<List<Caption>> captions) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (int k = 0; k < read.size(); k++) {
      String name = read.get(k).path();
      if (json) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("image", name);
        line.put("captions", captions.get(k));
        out.println(JSON.writeValueAsString(line));
      } else {
        String prefix = images.size() == 1 ? "" : name + "\t";
        captions.get(k).forEach(caption -> out.println(prefix + caption.text()));
      }
    }
    out.flush();
  }
}
