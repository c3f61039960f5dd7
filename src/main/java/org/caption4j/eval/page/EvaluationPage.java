package org.caption4j.eval.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.caption4j.eval.Metric;
import org.caption4j.eval.page.Template.Part;

/**
 * An evaluation as a page: what was scored and how, the scores, and every photo with its caption,
 * its references and its figures, in the order of any score and filtered by words.
 *
 * <p>Scores and facts are plain HTML; photos need the page's script. The page's policy forbids it
 * every request, and every script and style but its own.
 */
public final class EvaluationPage {
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final PageContent content;
  private final List<PageImage> images;
  private final ThumbnailSource thumbnails;

  /**
   * @param content what stands above the photos
   * @param images in the data set's order
   * @param thumbnails asked once for each image, while the page is written
   */
  public EvaluationPage(PageContent content, List<PageImage> images, ThumbnailSource thumbnails) {
    this.content = content;
    this.images = List.copyOf(images);
    this.thumbnails = thumbnails;
  }

  /**
   * Writes the page; never holds more than a few thumbnails.
   *
   * @param out takes it, as UTF-8; flushed, not closed
   * @param progress told how many images are written, after each
   * @throws IOException if the bytes are not taken, or this thread is interrupted
   */
  public void write(OutputStream out, IntConsumer progress) throws IOException {
    Resource style = Resource.of("page.css");
    Resource cards = Resource.of("cards.js");
    Resource order = Resource.of("evaluation.js");
    String policy =
        "default-src 'none'; img-src data:; style-src %s; script-src %s %s; base-uri 'none'; form-action 'none'"
            .formatted(style.policyHash(), cards.policyHash(), order.policyHash());
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, encoder()), 1 << 16);
    new Template(Resource.of("evaluation.html").text())
        .write(
            writer,
            Map.ofEntries(
                Map.entry("policy", Part.markup(policy)),
                Map.entry("style", Part.markup(style.text())),
                Map.entry("title", Part.text(content.title())),
                Map.entry("language", Part.text(content.language())),
                Map.entry("scores", Part.markup(scores())),
                Map.entry("notes", Part.markup(notes())),
                Map.entry("facts", Part.markup(facts("About", content.facts()))),
                Map.entry("diagnostics", Part.markup(facts("Diagnostics", content.diagnostics()))),
                Map.entry("metrics", Part.markup(metrics())),
                Map.entry("photos", page -> photos(page, progress)),
                Map.entry("cards", Part.markup(cards.text())),
                Map.entry("order", Part.markup(order.text()))));
    writer.flush();
  }

  /** Half a surrogate pair, which UTF-8 has no bytes for, becomes what browsers show for it. */
  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  private String scores() {
    return content.corpus().values().entrySet().stream()
        .map(
            score ->
                "<tr><th scope=\"row\">%s</th><td title=\"%s\">%s</td></tr>\n"
                    .formatted(
                        score.getKey().label(), score.getValue(), threeDecimals(score.getValue())))
        .collect(Collectors.joining());
  }

  private static String threeDecimals(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private String notes() {
    return content.notes().stream()
        .map(note -> "<p class=\"note\">%s</p>\n".formatted(Html.escape(note)))
        .collect(Collectors.joining());
  }

  private static String facts(String heading, List<Fact> facts) {
    return facts.isEmpty()
        ? ""
        : facts.stream()
            .map(
                fact ->
                    "<div><dt>%s</dt><dd dir=\"auto\">%s</dd></div>\n"
                        .formatted(Html.escape(fact.label()), Html.escape(fact.value())))
            .collect(
                Collectors.joining(
                    "", "<section><h2>%s</h2><dl>\n".formatted(heading), "</dl></section>"));
  }

  /** What the photos may be ordered by; CIDEr first, which tells captions apart best. */
  private String metrics() {
    TreeSet<Metric> metrics = new TreeSet<>();
    images.forEach(image -> metrics.addAll(image.scores().values().keySet()));
    return metrics.stream()
        .map(
            metric ->
                "<option%s>%s</option>"
                    .formatted(metric == Metric.CIDER ? " selected" : "", metric.label()))
        .collect(Collectors.joining());
  }

  private void photos(Writer page, IntConsumer progress) throws IOException {
    new PhotoBlocks(thumbnails, progress)
        .write(page, images, PageImage::fileName, EvaluationPage::members);
  }

  private static void members(PageImage image, JsonGenerator json) throws IOException {
    // As text: numbers beyond 2^53 lose digits in JavaScript.
    json.writeStringField("id", Long.toString(image.id()));
    json.writeStringField("file", image.fileName());
    json.writeStringField("caption", image.caption());
    json.writeArrayFieldStart("references");
    for (String reference : image.references()) {
      json.writeString(reference);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("scores");
    for (Map.Entry<Metric, Double> score : image.scores().values().entrySet()) {
      json.writeNumberField(score.getKey().label(), score.getValue());
    }
    json.writeEndObject();
  }
}
