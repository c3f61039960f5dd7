package org.caption4j.eval.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.image.Photo;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;
import org.caption4j.metric.Candidate;
import org.caption4j.metric.Metric;
import org.caption4j.metric.Scores;
import org.caption4j.page.Fact;
import org.caption4j.page.Hostile;

/** A made-up evaluation, with words that would like to be markup. */
final class ExamplePage {
  static final int IMAGES = 150;

  private ExamplePage() {}

  static PageContent content() {
    Scores corpus = new Scores(Map.of(Metric.BLEU_4, 0.12345678901234566, Metric.CIDER, 1.0 / 3));
    return new PageContent(
        "Kites <script>window.broken = 3</script>",
        "zh\" onclick=\"window.broken = 4",
        List.of(new Fact("Data set", Hostile.TEXTS.get(0)), new Fact("Images", "150")),
        corpus,
        List.of(new Fact(Hostile.TEXTS.get(2), "12 of 150")),
        List.of("METEOR: not run: <none>"));
  }

  /** Image 1000 + i has the CIDEr i / 100; every tenth has no photo; 1020 and 1040 are red dogs. */
  static List<PageImage> images() {
    List<PageImage> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String colour = i % 20 == 0 ? "red" : "blue";
      String thing = i == 20 || i == 40 ? "Dog" : "kite";
      String caption =
          i < Hostile.TEXTS.size()
              ? Hostile.TEXTS.get(i)
              : "a %s %s number %d".formatted(colour, thing, i);
      Scores scores =
          new Scores(Map.of(Metric.BLEU_4, (IMAGES - i) / 1000.0, Metric.CIDER, i / 100.0));
      images.add(
          PageImage.of(
              new Candidate(1000 + i, caption, List.of("one of many", caption)),
              i % 10 == 9 ? "absent%d.jpg".formatted(i) : "photo%d.jpg".formatted(i),
              scores));
    }
    return images;
  }

  static Thumbnail thumbnail(String fileName) throws BadInputException {
    if (fileName.startsWith("absent")) {
      throw new BadInputException(fileName + " <is> not there");
    }
    return new Thumbnails(60).of(new Photo(fileName, 90, 60, new byte[3 * 90 * 60]));
  }
}
