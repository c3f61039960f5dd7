package org.caption4j.eval.external;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;

/**
 * SPICE 1.0 (Anderson et al. 2016), as coco-caption runs it: in the jar's folder, where {@code lib}
 * lies with the parser and its models, by JSON files, which are in a temporary folder here.
 *
 * <p>Parses of captions are kept in the folder {@code cache} beside the jar, as coco-caption does
 * it, so that a second run over the same references takes a fraction of the time; where that folder
 * cannot be written to, they are kept for the one run.
 *
 * <p>An image's figure is F1 over all tuples, and the corpus figure is the mean over images. As in
 * pycocoevalcap, what is no number (SPICE writes null) counts as NaN, and one NaN makes the mean
 * NaN: no image is left out. The sum is taken in plain order, so that the last digits may be others
 * than numpy's.
 */
public final class SpiceScorer implements ExternalScorer {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ScorerProgram program;

  /**
   * Looks at the jar; runs nothing yet.
   *
   * @param jar {@code spice-1.0.jar} in the folder in which it was published, with Stanford's
   *     parser in {@code lib}
   * @param settings how it is run, such as {@link ExternalSettings#spice}
   * @throws BadInputException if this is no jar that can be run, or there is no such {@code java}
   */
  public SpiceScorer(Path jar, ExternalSettings settings) throws BadInputException {
    program = ScorerProgram.of(Metric.SPICE, "spice-1.0.jar", jar, settings);
  }

  @Override
  public Metric metric() {
    return Metric.SPICE;
  }

  @Override
  public ExternalScores score(List<TokenizedText> texts, ScoringListener listener)
      throws IOException {
    TokenizedText.requireOneAnImage(texts);
    try (ScratchFolder scratch = new ScratchFolder("caption4j-spice")) {
      Path input = scratch.resolve("input.json");
      Path output = scratch.resolve("output.json");
      write(input, texts);
      List<String> arguments =
          List.of(
              input.toString(),
              "-cache",
              cache(scratch).toString(),
              "-out",
              output.toString(),
              "-subset",
              "-silent");
      ProcessBuilder builder = program.command(arguments).redirectErrorStream(true);
      try (ChildProcess child = ChildProcess.start(program, builder)) {
        child.stdin().close();
        child.awaitSuccess();
        ExternalScores scores = new SpiceResults(child, texts).read(output);
        listener.progress(texts.size(), texts.size());
        return scores;
      }
    }
  }

  private Path cache(ScratchFolder scratch) throws IOException {
    Path beside = program.folder().resolve("cache");
    boolean usable =
        Files.exists(beside)
            ? Files.isDirectory(beside) && Files.isWritable(beside)
            : Files.isWritable(program.folder());
    return Files.createDirectories(usable ? beside : scratch.resolve("cache"));
  }

  /** Plain ASCII, and sorted by number, as coco-caption writes it. */
  private static void write(Path file, List<TokenizedText> texts) throws IOException {
    List<TokenizedText> sorted =
        texts.stream().sorted(Comparator.comparingLong(TokenizedText::id)).toList();
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      for (TokenizedText text : sorted) {
        json.writeStartObject();
        json.writeNumberField("image_id", text.id());
        json.writeStringField("test", text.caption());
        json.writeArrayFieldStart("refs");
        for (String reference : text.references()) {
          json.writeString(reference);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
