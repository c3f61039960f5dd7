package org.caption4j.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caption4j.AtomicFile;
import org.caption4j.page.Chromium;
import org.caption4j.page.Hostile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Chromium, from a file, as somebody looks at it. */
@Timeout(60)
class EvaluationPageInBrowserTest {
  @TempDir private static Path folder;
  @TempDir private static Path profile;
  private static Chromium browser;
  private static URI page;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.onPath();
    assumeTrue(program.isPresent(), "no Chromium on the PATH");
    Path file = folder.resolve("page.html");
    EvaluationPage written =
        new EvaluationPage(ExamplePage.content(), ExamplePage.images(), ExamplePage::thumbnail);
    AtomicFile.write(file, out -> written.write(out, done -> {}));
    page = file.toUri();
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
  void scoresHaveThreeDecimalsAndAllOfThemInTheTitle() throws InterruptedException {
    browser.open(page);
    assertThat(browser.texts("#scores th")).containsExactly("Bleu_4", "CIDEr");
    assertThat(browser.texts("#scores td")).containsExactly("0.123", "0.333");
    assertThat(browser.strings("[...document.querySelectorAll('#scores td')].map((e) => e.title)"))
        .containsExactly("0.12345678901234566", "0.3333333333333333");
    assertThat(browser.texts("h1")).containsExactly("Kites <script>window.broken = 3</script>");
    assertThat(browser.texts("dd")).startsWith(Hostile.TEXTS.get(0), "150", "12 of 150");
    assertThat(browser.texts(".note")).containsExactly("METEOR: not run: <none>");
  }

  @Test
  void photosLoadAndThoseThatDoNotSayWhy() throws InterruptedException {
    open("order=worst");
    browser.waitUntil("[...document.images].every((image) => image.complete)");
    assertThat(browser.evaluate("document.images.length").intValue()).isGreaterThanOrEqualTo(54);
    assertThat(
            browser
                .evaluate("[...document.images].every((image) => image.naturalWidth === 60)")
                .asBoolean())
        .isTrue();
    assertThat(browser.texts(".missing p").subList(0, 2))
        .containsExactly("No photo", "absent9.jpg <is> not there");
  }

  @Test
  void cardsSayWhatIsKnown() throws InterruptedException {
    open("filter=1020");
    assertThat(browser.texts(".caption")).containsExactly("a red Dog number 20");
    assertThat(browser.texts(".references li"))
        .containsExactly("one of many", "a red Dog number 20");
    assertThat(browser.texts(".score dt")).containsExactly("Bleu_4", "CIDEr");
    assertThat(browser.texts(".score dd")).containsExactly("0.130", "0.200");
    assertThat(browser.texts(".origin")).containsExactly("photo20.jpg1020");
  }

  @Test
  void hostileTextIsShownAsItIs() throws InterruptedException {
    open("order=worst");
    List<String> expected = new ArrayList<>(Hostile.TEXTS);
    expected.set(expected.size() - 1, "half a smile \ufffd");
    assertThat(browser.texts(".caption").subList(0, expected.size())).isEqualTo(expected);
    assertThat(browser.evaluate("document.querySelectorAll('.card img[src=x]').length").intValue())
        .isZero();
  }

  @Test
  void typingFilters() throws InterruptedException {
    browser.open(page);
    assertThat(browser.texts("#count")).containsExactly("150 photos");
    browser.evaluate("document.getElementById('filter').focus()");
    browser.type("DOG red");
    browser.waitUntil("document.getElementById('count').textContent === '2 of 150 photos'");
    assertThat(browser.texts(".caption"))
        .containsExactly("a red Dog number 40", "a red Dog number 20");
    assertThat(browser.evaluate("location.hash").textValue())
        .isEqualTo("#filter=DOG+red&sort=CIDEr&order=best");
    browser.type(" absent");
    browser.waitUntil("document.getElementById('count').textContent === '0 of 150 photos'");
    assertThat(browser.texts(".caption")).isEmpty();
  }

  @Test
  void afterAChangeTheFirstCardIsInSight() throws InterruptedException {
    browser.open(page);
    browser.evaluate("scrollTo(0, 5000)");
    String top = "document.querySelector('.card').getBoundingClientRect().top";
    assertThat(browser.evaluate(top).doubleValue()).isNegative();
    browser.evaluate("document.getElementById('worst').click()");
    assertThat(browser.evaluate(top).doubleValue()).isBetween(0.0, 200.0);
  }

  @Test
  void theKeyboardTurnsTheOrder() throws InterruptedException {
    browser.open(page);
    assertThat(browser.texts(".caption").get(0)).isEqualTo("a blue kite number 149");
    browser.evaluate("document.getElementById('filter').focus()");
    browser.pressTab(); // metric
    browser.pressTab(); // best first
    browser.pressTab(); // worst first
    browser.pressSpace();
    assertThat(browser.texts(".caption").get(0)).isEqualTo(Hostile.TEXTS.get(0));
    assertThat(browser.texts("[aria-pressed=true]")).containsExactly("Worst first");
  }

  @Test
  void anotherMetricGivesAnotherOrder() throws InterruptedException {
    open("filter=kite&sort=Bleu_4&order=worst");
    assertThat(browser.texts(".caption").get(0)).isEqualTo("a blue kite number 149");
    assertThat(browser.texts("#distribution h2")).containsExactly("Bleu_4 of each photo");
    assertThat(browser.texts(".score.chosen dt")).contains("Bleu_4").doesNotContain("CIDEr");
    open("filter=kite&sort=Bleu_4&order=best");
    assertThat(browser.texts(".caption").get(0)).isEqualTo("a blue kite number 9");
    open("filter=kite&sort=none&order=best");
    assertThat(browser.texts(".caption").get(0)).isEqualTo("a blue kite number 149");
  }

  @Test
  void cardsAreMadeAsSomebodyScrolls() throws InterruptedException {
    browser.open(page);
    int first = browser.evaluate("document.querySelectorAll('.card').length").intValue();
    assertThat(first).isBetween(60, 120);
    browser.waitUntil(
        "(scrollTo(0, document.body.scrollHeight), document.querySelectorAll('.card').length === 150)");
    assertThat(browser.evaluate("document.getElementById('more').hidden").asBoolean()).isTrue();
  }

  @Test
  void theDistributionCountsAllPhotosAndTheChosen() throws InterruptedException {
    open("filter=dog");
    assertThat(counts("rect.all")).isEqualTo(150);
    assertThat(counts("rect.chosen")).isEqualTo(2);
  }

  @Test
  void thePolicyForbidsScriptsAndRequests() throws InterruptedException {
    browser.open(page);
    JsonNode blocked =
        browser.evaluate(
            """
            new Promise((done) => {
              const blocked = [];
              document.addEventListener('securitypolicyviolation', (violation) => {
                blocked.push(violation.effectiveDirective);
                if (blocked.length === 3) {
                  done(blocked.sort());
                }
              });
              const script = document.createElement('script');
              script.textContent = 'window.broken = 5';
              document.body.append(script);
              document.body.append(
                  Object.assign(new Image(), { src: 'http://127.0.0.1:9/photo.jpg' }));
              fetch('http://127.0.0.1:9/').catch(() => {});
            })
            """);
    assertThat(blocked.toString()).isEqualTo("[\"connect-src\",\"img-src\",\"script-src-elem\"]");
    assertThat(browser.complaints()).isNotEmpty(); // of what was forbidden
    browser.open(page);
  }

  private static void open(String state) throws InterruptedException {
    browser.open(URI.create(page + "#" + state));
  }

  private static int counts(String bars) {
    return browser.texts(bars).stream()
        .mapToInt(title -> Integer.parseInt(title.substring(title.indexOf(": ") + 2)))
        .sum();
  }
}
