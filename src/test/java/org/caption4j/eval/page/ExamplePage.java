package org.caption4j.eval.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.eval.Candidate;
import org.caption4j.eval.Metric;
import org.caption4j.eval.Scores;
import org.caption4j.image.Photo;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;
import org.caption4j.page.Fact;

/** A made-up evaluation, with words that would like to be markup. */
final class ExamplePage {
  static final int IMAGES = 150;

  /** Text that has broken pages; the last is half an emoji. */
  static final List<String> HOSTILE =
      List.of(
          "</script><script>window.broken = 1</script>",
          "<!-- <script> a cat",
          "<img src=x onerror=\"window.broken = 2\">",
          "it's \"quoted\" & \\escaped\\ {{title}} ${broken}",
          "two\u2028lines\u2029and a\ttab",
          "\u05db\u05dc\u05d1 \u05e8\u05e5 \u05d1\u05d7\u05d5\u05e5",
          "\u4e00\u4e2a\u7ea2\u8272\u7684\u98ce\u7b5d",
          "\ud83d\ude00 smiles",
          "half a smile \ud83d");

  private ExamplePage() {}

  static PageContent content() {
    Scores corpus = new Scores(Map.of(Metric.BLEU_4, 0.12345678901234566, Metric.CIDER, 1.0 / 3));
    return new PageContent(
        "Kites <script>window.broken = 3</script>",
        "zh\" onclick=\"window.broken = 4",
        List.of(new Fact("Data set", HOSTILE.get(0)), new Fact("Images", "150")),
        corpus,
        List.of(new Fact(HOSTILE.get(2), "12 of 150")),
        List.of("METEOR: not run: <none>"));
  }

  /** Image 1000 + i has the CIDEr i / 100; every tenth has no photo; 1020 and 1040 are red dogs. */
  static List<PageImage> images() {
    List<PageImage> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String colour = i % 20 == 0 ? "red" : "blue";
      String thing = i == 20 || i == 40 ? "Dog" : "kite";
      String caption =
          i < HOSTILE.size() ? HOSTILE.get(i) : "a %s %s number %d".formatted(colour, thing, i);
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
