package org.caption4j.eval.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;

/**
 * METEOR 1.5 (Denkowski and Lavie 2014), as coco-caption runs it: English, normalised, line by line
 * over standard input and output, in the jar's folder, where {@code data/paraphrase-en.gz} lies.
 *
 * <p>An image's texts go in by {@code SCORE}, and statistics come back; all statistics go in by
 * {@code EVAL}, and a score for each image and one for the corpus come back. What comes after that
 * is not looked at. Texts are sent as UTF-8, a caption without its {@code |||} and with one blank
 * for each two. A score that the program calls NaN is NaN.
 *
 * <p>The locale is {@code C.UTF-8}, whatever the user's: decimals have a point, and letters beyond
 * ASCII are read as they are sent. In plain {@code C} an old Java reads them as question marks.
 */
public final class MeteorScorer implements ExternalScorer {
  private static final String SEPARATOR = " ||| ";
  private static final List<String> ARGUMENTS = List.of("-", "-", "-stdio", "-l", "en", "-norm");

  private final ScorerProgram program;

  /**
   * Looks at the jar; runs nothing yet.
   *
   * @param jar {@code meteor-1.5.jar} in the folder in which it was published
   * @param settings how it is run, such as {@link ExternalSettings#meteor}
   * @throws BadInputException if this is no jar that can be run, or there is no such {@code java}
   */
  public MeteorScorer(Path jar, ExternalSettings settings) throws BadInputException {
    program = ScorerProgram.of(Metric.METEOR, "meteor-1.5.jar", jar, settings);
  }

  @Override
  public Metric metric() {
    return Metric.METEOR;
  }

  @Override
  public ExternalScores score(List<TokenizedText> texts, ScoringListener listener)
      throws IOException {
    TokenizedText.requireOneAnImage(texts);
    ProcessBuilder builder = program.command(ARGUMENTS);
    builder.environment().put("LC_ALL", "C.UTF-8");
    try (ChildProcess child = ChildProcess.start(program, builder);
        Dialogue dialogue = new Dialogue(child)) {
      String statistics = statistics(texts, listener, child, dialogue);
      dialogue.say(out -> out.write(("EVAL" + statistics + "\n").getBytes(StandardCharsets.UTF_8)));
      Map<Long, Double> images = new LinkedHashMap<>();
      for (TokenizedText text : texts) {
        images.put(text.id(), score("the score of image " + text.id(), child, dialogue));
      }
      return new ExternalScores(score("the score of the corpus", child, dialogue), images);
    }
  }

  /** Those of all images, each behind a separator. */
  private static String statistics(
      List<TokenizedText> texts, ScoringListener listener, ChildProcess child, Dialogue dialogue)
      throws IOException {
    dialogue.say(
        out -> {
          for (TokenizedText text : texts) {
            out.write(line(text).getBytes(StandardCharsets.UTF_8));
          }
        });
    StringBuilder all = new StringBuilder();
    int done = 0;
    for (TokenizedText text : texts) {
      String awaited = "the statistics of image " + text.id();
      String line = dialogue.answer(awaited).strip();
      for (String figure : line.split(" ", -1)) {
        number(figure, awaited, line, child);
      }
      all.append(SEPARATOR).append(line);
      done++;
      listener.progress(done, texts.size());
    }
    return all.toString();
  }

  private static String line(TokenizedText text) {
    String caption = text.caption().replace("|||", "").replace("  ", " ");
    return "SCORE"
        + SEPARATOR
        + String.join(SEPARATOR, text.references())
        + SEPARATOR
        + caption
        + "\n";
  }

  private static double score(String awaited, ChildProcess child, Dialogue dialogue)
      throws IOException {
    String line = dialogue.answer(awaited).strip();
    return number(line, awaited, line, child);
  }

  private static double number(String figure, String awaited, String line, ChildProcess child)
      throws IOException {
    try {
      return Double.parseDouble(figure);
    } catch (NumberFormatException e) {
      throw child.failure("expected %s, found %s".formatted(awaited, Excerpt.of(line)));
    }
  }
}
