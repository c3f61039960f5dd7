package org.caption4j.eval.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.caption4j.metric.Metric;
import org.caption4j.page.Html;
import org.caption4j.page.Page;
import org.caption4j.page.Part;
import org.caption4j.page.PhotoBlocks;
import org.caption4j.page.ThumbnailSource;

/**
 * An evaluation as a page: what was scored and how, the scores, and every photo with its caption,
 * its references and its figures, in the order of any score and filtered by words.
 *
 * <p>Scores and facts are plain HTML; photos need the page's script. The page's policy forbids it
 * every request, and every script and style but its own.
 */
public final class EvaluationPage {
  private final PageContent content;
  private final List<PageImage> images;
  private final ThumbnailSource<String> thumbnails;

  /**
   * @param content what stands above the photos
   * @param images in the data set's order
   * @param thumbnails asked once for each image, by its file name, while the page is written
   */
  public EvaluationPage(
      PageContent content, List<PageImage> images, ThumbnailSource<String> thumbnails) {
    this.content = content;
    this.images = List.copyOf(images);
    this.thumbnails = thumbnails;
  }

  /**
   * Writes the page; never holds more than a few thumbnails.
   *
   * @param out takes it, as UTF-8; flushed, not closed
   * @param progress told how many images are written, after each
   * @throws IOException if the bytes are not taken
   */
  public void write(OutputStream out, IntConsumer progress) throws IOException {
    Page.of(EvaluationPage.class, "evaluation")
        .write(
            out,
            Map.of(
                "title", Part.text(content.title()),
                "language", Part.text(content.language()),
                "scores", Part.markup(scores()),
                "notes", Part.markup(notes()),
                "facts", Part.facts("About", content.facts()),
                "diagnostics", Part.facts("Diagnostics", content.diagnostics()),
                "metrics", Part.markup(metrics()),
                "photos", page -> photos(page, progress)));
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
    new PhotoBlocks<PageImage>(
            image -> thumbnails.thumbnail(image.fileName()), EvaluationPage::members, progress)
        .write(page, images);
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
