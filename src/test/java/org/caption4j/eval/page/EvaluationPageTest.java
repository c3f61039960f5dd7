package org.caption4j.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.caption4j.metric.Metric;
import org.caption4j.metric.Scores;
import org.caption4j.page.Blocks;
import org.caption4j.page.ThumbnailSource;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
  @Test
  void photosStandInOrderWithAllThatIsKnown() throws IOException {
    List<JsonNode> photos = Blocks.photos(write(ExamplePage.images()));
    assertThat(photos).hasSize(ExamplePage.IMAGES);
    for (int i = 0; i < photos.size(); i++) {
      PageImage image = ExamplePage.images().get(i);
      JsonNode photo = photos.get(i);
      assertThat(photo.get("id").textValue()).isEqualTo(Long.toString(1000 + i));
      assertThat(photo.get("file").textValue()).isEqualTo(image.fileName());
      assertThat(photo.get("caption").textValue())
          .isEqualTo(image.caption().replaceAll("\ud83d$", "\ufffd"));
      assertThat(photo.get("references")).hasSize(2);
      assertThat(photo.get("scores").get("CIDEr").doubleValue()).isEqualTo(i / 100.0);
    }
  }

  @Test
  void thumbnailsFollowTheirPhotosAndFaultsStandInTheirPlace() throws IOException {
    String page = write(ExamplePage.images());
    List<JsonNode> photos = Blocks.photos(page);
    assertThat(photos.get(9).get("fault").textValue()).isEqualTo("absent9.jpg <is> not there");
    assertThat(photos.get(9).has("width")).isFalse();
    assertThat(photos.get(8).get("width").intValue()).isEqualTo(60);
    assertThat(photos.get(8).get("height").intValue()).isEqualTo(40);
    List<String> jpegs = Blocks.jpegs(page);
    assertThat(jpegs).hasSize(ExamplePage.IMAGES - 15);
    assertThat(Base64.getDecoder().decode(jpegs.get(0)))
        .isEqualTo(ExamplePage.thumbnail("photo.jpg").jpeg());
    assertThat(page)
        .containsPattern(
            Blocks.PHOTO.pattern()
                + "\\n"
                + Blocks.JPEG.pattern()
                + "\\n"
                + Blocks.PHOTO.pattern());
  }

  @Test
  void noTextIsMarkup() throws IOException {
    String page = write(ExamplePage.images());
    assertThat(page)
        .doesNotContain("<script>window")
        .doesNotContain("<img")
        .doesNotContain("<!-- ")
        .doesNotContain("onclick=\"window")
        .contains("\u4e00\u4e2a\u7ea2\u8272\u7684\u98ce\u7b5d") // no larger than need be
        .contains("<title>Kites &lt;script&gt;window.broken = 3&lt;/script&gt;</title>");
    assertThat(page.split("</script>", -1)).hasSize(1 + 150 + 135 + 2);
  }

  @Test
  void scoresAreReadableWithoutScript() throws IOException {
    assertThat(write(List.of()))
        .contains(
            "<tr><th scope=\"row\">Bleu_4</th><td title=\"0.12345678901234566\">0.123</td></tr>")
        .contains(
            "<tr><th scope=\"row\">CIDEr</th><td title=\"0.3333333333333333\">0.333</td></tr>")
        .contains("<dt>Data set</dt>")
        .contains("<p class=\"note\">METEOR: not run: &lt;none&gt;</p>");
  }

  @Test
  void photosAreOrderedByTheMetricsThatTheyHave() throws IOException {
    assertThat(write(ExamplePage.images()))
        .contains("<option>Bleu_4</option><option selected>CIDEr</option></select>");
    assertThat(write(List.of())).contains("<select id=\"metric\"></select>");
  }

  @Test
  void nothingIsDiagnosedWhereNothingIsGiven() throws IOException {
    PageContent bare =
        new PageContent("Bare", "en", List.of(), new Scores(Map.of()), List.of(), List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EvaluationPage(bare, List.of(), ThumbnailSource.none("unused")).write(out, done -> {});
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("Diagnostics", "About");
    assertThat(write(List.of())).contains("<h2>Diagnostics</h2>", "<h2>About</h2>");
  }

  @Test
  void pagesWithoutPhotosSayWhy() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EvaluationPage(
            ExamplePage.content(), ExamplePage.images(), ThumbnailSource.none("no --photos given"))
        .write(out, done -> {});
    assertThat(Blocks.photos(out.toString(StandardCharsets.UTF_8)))
        .allMatch(photo -> photo.get("fault").textValue().equals("no --photos given"));
  }

  @Test
  void numbersThatAreNoneAndLargeOnesStayWhatTheyAre() throws IOException {
    Scores none = new Scores(Map.of(Metric.SPICE, Double.NaN));
    PageImage image = new PageImage(9007199254740993L, "a.jpg", "a", List.of("b"), none);
    JsonNode photo = Blocks.photos(write(List.of(image))).get(0);
    assertThat(photo.get("id").textValue()).isEqualTo("9007199254740993");
    assertThat(photo.get("scores").get("SPICE").textValue()).isEqualTo("NaN");
  }

  @Test
  void progressIsToldAfterEachPhotoAndFewThumbnailsWait() throws IOException {
    AtomicInteger made = new AtomicInteger();
    List<Integer> progress = new ArrayList<>();
    List<Integer> waiting = new ArrayList<>();
    new EvaluationPage(
            ExamplePage.content(),
            ExamplePage.images(),
            name -> {
              made.incrementAndGet();
              return ExamplePage.thumbnail(name);
            })
        .write(
            OutputStream.nullOutputStream(),
            done -> {
              progress.add(done);
              waiting.add(made.get() - done);
            });
    assertThat(progress).isEqualTo(IntStream.rangeClosed(1, 150).boxed().toList());
    int atMost = 4 * Runtime.getRuntime().availableProcessors();
    assertThat(waiting).allMatch(count -> count <= atMost);
  }

  @Test
  void aFullDiskIsNotHidden() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    EvaluationPage page =
        new EvaluationPage(ExamplePage.content(), ExamplePage.images(), ExamplePage::thumbnail);
    assertThatThrownBy(() -> page.write(full, done -> {})).hasMessage("No space left on device");
  }

  private static String write(List<PageImage> images) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EvaluationPage(ExamplePage.content(), images, ExamplePage::thumbnail)
        .write(out, done -> {});
    return out.toString(StandardCharsets.UTF_8);
  }
}
