package org.caption4j.eval.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.caption4j.Output;
import org.caption4j.eval.Pairing;
import org.caption4j.eval.page.EvaluationPage;
import org.caption4j.eval.page.PageContent;
import org.caption4j.eval.page.PageImage;
import org.caption4j.metric.Candidate;
import org.caption4j.page.Fact;
import org.caption4j.page.ThumbnailSource;

/** A report for people: one HTML file, photos and all. */
public final class ReportPage {
  private ReportPage() {}

  /**
   * Writes a report.
   *
   * @param report what to write
   * @param facts what was scored, and how
   * @param thumbnails small photos by file name
   * @param output takes it
   * @param progress told how many images are written, after each
   * @throws IOException if it cannot be written
   */
  public static void write(
      EvaluationReport report,
      List<Fact> facts,
      ThumbnailSource<String> thumbnails,
      Output output,
      IntConsumer progress)
      throws IOException {
    Pairing pairing = report.pairing();
    List<PageImage> images = new ArrayList<>();
    for (int k = 0; k < pairing.images().size(); k++) {
      Candidate candidate = pairing.candidates().get(k);
      images.add(
          PageImage.of(
              candidate,
              pairing.images().get(k).fileName(),
              report.evaluation().images().get(candidate.id())));
    }
    PageContent content =
        new PageContent(
            "Caption evaluation",
            report.language().code(),
            facts,
            report.evaluation().corpus(),
            DiagnosticRow.of(report.diagnostics()).stream()
                .map(row -> new Fact(row.label(), row.shown()))
                .toList(),
            report.notes());
    EvaluationPage page = new EvaluationPage(content, images, thumbnails);
    output.write(out -> page.write(out, progress));
  }
}
