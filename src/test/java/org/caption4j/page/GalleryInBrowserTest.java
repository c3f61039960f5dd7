package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gallery in Chromium, from its files, as somebody looks at it. */
@Timeout(60)
class GalleryInBrowserTest {
  @TempDir private static Path folder;
  @TempDir private static Path profile;
  private static Chromium browser;
  private static Path first;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.onPath();
    assumeTrue(program.isPresent(), "no Chromium on the PATH");
    first = folder.resolve("50% of \u98ce #1.html");
    ExampleGallery.write(first);
    browser = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(browser.evaluate("typeof window.broken").textValue()).isEqualTo("undefined");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void hostileTextIsShownAsItIs() throws InterruptedException {
    browser.open(page(1));
    List<String> expected = new ArrayList<>(Hostile.TEXTS);
    expected.set(expected.size() - 1, "half a smile \ufffd");
    int count = expected.size();
    assertThat(browser.texts(".caption").subList(0, count)).isEqualTo(expected);
    assertThat(browser.texts(".origin").subList(0, count)).isEqualTo(expected);
    assertThat(browser.texts(".origin").get(count)).isEqualTo(ExampleGallery.RIGHT_TO_LEFT);
    assertThat(browser.texts(".missing p").subList(0, 2))
        .containsExactly("No photo", Hostile.TEXTS.get(0));
    assertThat(browser.texts("h1")).containsExactly("Kites <script>window.broken = 3</script>");
    assertThat(browser.texts("dd")).containsExactly(Hostile.TEXTS.get(0), "4");
    assertThat(browser.evaluate("document.querySelectorAll('.card img[src=x]').length").intValue())
        .isZero();
  }

  @Test
  void photosLoadAndThoseThatDoNotSayWhy() throws InterruptedException {
    browser.open(page(2));
    browser.waitUntil("[...document.images].every((image) => image.complete)");
    assertThat(browser.evaluate("document.images.length").intValue()).isGreaterThanOrEqualTo(48);
    assertThat(
            browser
                .evaluate("[...document.images].every((image) => image.naturalWidth === 60)")
                .asBoolean())
        .isTrue();
    browser.open(URI.create(page(2) + "#filter=broken1+is"));
    assertThat(browser.texts("#count")).containsExactly("10 of 100 photos on this page");
    assertThat(browser.texts(".caption")).isEmpty();
    browser.open(page(2));
    assertThat(browser.texts(".missing p").subList(0, 4))
        .containsExactly(
            "No photo", "broken108.jpg <is> broken", "No photo", "absent109.jpg <is> not there");
  }

  @Test
  void severalCaptionsAreShownWithTheirProbabilities() throws InterruptedException {
    browser.open(URI.create(page(2) + "#filter=photo105"));
    assertThat(browser.texts(".caption")).containsExactly("a blue kite 105 25%");
    assertThat(browser.texts(".others p")).containsExactly("a kite", Hostile.TEXTS.get(2));
    assertThat(browser.texts(".others .probability")).containsExactly("13%", "0.12%");
    browser.open(URI.create(page(2) + "#filter=photo106"));
    assertThat(browser.texts(".caption")).containsExactly("a blue kite 106");
    assertThat(browser.texts(".others, .probability")).isEmpty();
  }

  @Test
  void captionsSayTheirLanguageAndFindTheirDirection() throws InterruptedException {
    browser.open(page(2));
    assertThat(
            browser.strings(
                "((said) => [said.lang, said.dir])(document.querySelector('.caption'))"))
        .containsExactly(ExampleGallery.head().language(), "auto");
  }

  @Test
  void typingFiltersThePageAndTheNext() throws InterruptedException {
    browser.open(page(2));
    assertThat(browser.texts("#count")).containsExactly("100 photos on this page");
    browser.evaluate("document.getElementById('filter').focus()");
    browser.type("DOG red");
    browser.waitUntil("document.querySelectorAll('.card').length === 2");
    assertThat(browser.texts("#count")).containsExactly("2 of 100 photos on this page");
    assertThat(browser.texts(".caption")).containsExactly("a red Dog 120", "a red Dog 140");
    follow("Next", 3);
    assertThat(browser.evaluate("document.getElementById('filter').value").textValue())
        .isEqualTo("DOG red");
    assertThat(browser.texts("#count")).containsExactly("0 of 50 photos on this page");
  }

  @Test
  void linksLeadFromPageToPage() throws InterruptedException {
    browser.open(page(1));
    follow("Next", 2);
    follow("Next", 3);
    follow("Previous", 2);
    follow("Last", 3);
    follow("First", 1);
    assertThat(browser.texts("main > .pages a:not([href])")).containsExactly("First", "Previous");
  }

  @Test
  void cardsAreMadeAsSomebodyScrolls() throws InterruptedException {
    browser.open(page(2));
    assertThat(browser.evaluate("document.querySelectorAll('.card').length").intValue())
        .isGreaterThanOrEqualTo(60);
    browser.waitUntil(
        "(scrollTo(0, document.body.scrollHeight), document.querySelectorAll('.card').length === 100)");
    assertThat(browser.evaluate("document.getElementById('more').hidden").asBoolean()).isTrue();
  }

  private static void follow(String label, int to) throws InterruptedException {
    String link =
        "[...document.querySelectorAll('.pages a')].find((a) => a.textContent === '%s').href"
            .formatted(label);
    browser.open(URI.create(browser.evaluate(link).textValue()));
    assertThat(browser.evaluate("document.title").textValue())
        .endsWith(", page %d of 3".formatted(to));
  }

  private static URI page(int number) {
    return new PageFiles(first, 3).file(number).toUri();
  }
}
