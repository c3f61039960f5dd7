package org.caption4j.metric.ptb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stanford.nlp.process.PTBTokenizer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;
import org.caption4j.metric.EnglishTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every token against Stanford's own. */
class StanfordAgreementTest {
  private static final int SHOWN = 10;
  private static final List<String> REMOVED =
      List.of(
          "''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-",
          "--", "...", ";");

  private final PennTreebankTokenizer ours = new PennTreebankTokenizer();

  private void assertSame(List<String> captions) {
    List<String> different = new ArrayList<>();
    for (String caption : captions) {
      compare(caption, ours.tokens(caption), Stanford.tokens(caption), different);
    }
    assertThat(different).isEmpty();
  }

  private static void compare(
      String caption, List<String> ours, List<String> theirs, List<String> different) {
    if (!ours.equals(theirs) && different.size() < SHOWN) {
      different.add("%s%n  ours     %s%n  Stanford %s%n".formatted(caption, ours, theirs));
    }
  }

  private static Path shared(String name) {
    Path file = Path.of("../shared/data", name);
    assumeTrue(Files.exists(file), () -> file + " is absent");
    return file;
  }

  private static List<String> captions(Path file) throws IOException {
    List<String> captions = new ArrayList<>();
    for (CaptionedImage image : CaptionDataSets.read(file.toString()).images()) {
      for (String caption : image.captions()) {
        captions.add(caption.replace('\n', ' '));
      }
    }
    return captions;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/captions_val2017.json.gz",
        "flickr8k/captions_train.json",
        "flickr8k/captions_dev.json"
      })
  void allPublishedCaptionsAreCutAlike(String name) throws IOException {
    assertAllAlike(captions(shared(name)));
  }

  @Test
  void allCaptionsOfFlickr30kAreCutAlike() throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = Files.newInputStream(shared("text/flickr30k_train_en.txt.gz"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(in), UTF_8))) {
      reader.lines().forEach(lines::add);
    }
    assertThat(lines).hasSize(145_000);
    assertAllAlike(lines);
  }

  /** One by one, and as the lines of one text, as the evaluator has them. */
  private void assertAllAlike(List<String> captions) {
    EnglishTokenizer english = new EnglishTokenizer();
    List<List<String>> lines = Stanford.tokens(captions);
    assertThat(lines).hasSameSizeAs(captions);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      String caption = captions.get(i);
      List<String> alone = Stanford.tokens(caption);
      compare(caption, ours.tokens(caption), alone, different);
      List<String> line = lines.get(i);
      String next = i + 1 < captions.size() ? captions.get(i + 1) : "";
      compare(caption, ours.tokens(caption, next), line, different);
      alone.removeAll(REMOVED);
      compare(caption, english.tokens(caption), alone, different);
    }
    assertThat(different).isEmpty();
  }

  @Test
  void hardCaptionsAreCutAlike() throws IOException {
    List<String> captions = hardCaptions();
    List<String> pieces = new ArrayList<>(captions);
    for (String caption : captions) {
      pieces.addAll(List.of(caption.split(" ")));
    }
    assertThat(pieces).hasSizeGreaterThan(2500);
    assertSame(pieces);
  }

  private static List<String> hardCaptions() throws IOException {
    List<String> captions = new ArrayList<>();
    try (InputStream in = StanfordAgreementTest.class.getResourceAsStream("hard-captions.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && !line.startsWith("# ")) {
          captions.add(unescaped(line));
        }
      }
    }
    return captions;
  }

  private static String unescaped(String line) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (line.startsWith("\\u", i) && i + 6 <= line.length()) {
        plain.append((char) Integer.parseInt(line, i + 2, i + 6, 16));
        i += 5;
      } else if (line.startsWith("\\n", i) || line.startsWith("\\r", i)) {
        plain.append(line.charAt(i + 1) == 'n' ? '\n' : '\r');
        i++;
      } else {
        plain.append(line.charAt(i));
      }
    }
    return plain.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "A", "1", "é", "-", "!?", ".", "'", "a-", "a.", "a'", "a, ", "1 ", "n't", "😀"
      })
  void longRunsAreCutAlike(String unit) {
    assertSame(List.of(unit.repeat(1000), unit.repeat(1000) + "s.", "a " + unit.repeat(999)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "!", "-", "a-", "a ", "a. "})
  void veryLongRunsAreCutAlike(String unit) {
    assertSame(List.of(unit.repeat(100_000 / unit.length())));
  }

  @Test
  void pairsOfCharactersAreCutAlike() {
    List<String> captions = new ArrayList<>();
    for (char first = ' '; first < 0x7f; first++) {
      for (char second = ' '; second < 0x7f; second++) {
        captions.add("a" + first + second + "b 1" + first + second + "2 " + first + "a" + second);
      }
    }
    assertSame(captions);
  }

  @Test
  void everyCharacterIsCutAlike() {
    List<String> captions = new ArrayList<>();
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      char c = (char) unit;
      captions.add("a" + c + "b " + c + " 1" + c + "2-" + c + " Co. " + c + "b '" + c + "c");
    }
    assertSame(captions);
  }

  @Test
  void randomFragmentsAreCutAlike() throws IOException {
    List<String> fragments = new ArrayList<>();
    for (String caption : hardCaptions()) {
      fragments.addAll(List.of(caption.split("(?<= )|(?= )")));
    }
    Random random = new Random(41);
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      StringBuilder caption = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        caption.append(fragments.get(random.nextInt(fragments.size())));
      }
      captions.add(caption.toString());
    }
    assertSame(captions);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7f, 0x250, 0x10000})
  void randomCharactersAreCutAlike(int bound) {
    Random random = new Random(bound);
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < 15_000; i++) {
      StringBuilder caption = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        int limit = random.nextBoolean() ? 0x7f : bound;
        caption.append((char) random.nextInt(limit));
      }
      captions.add(caption.toString());
    }
    assertSame(captions);
  }

  @Test
  void theProgramPrintsTheseTokens(@TempDir Path folder) throws IOException {
    List<String> captions = hardCaptions();
    captions.removeIf(
        caption -> !caption.matches("[^\\p{Cntrl}\\p{Cs}\\x{85}\\x{2028}\\x{2029}]*"));
    assertThat(captions).hasSizeGreaterThan(100);
    Path file = Files.write(folder.resolve("captions.txt"), captions, UTF_8);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try {
      System.setOut(new PrintStream(printed, true, UTF_8));
      System.setErr(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
      PTBTokenizer.main(
          new String[] {"-preserveLines", "-lowerCase", "-encoding", "UTF-8", file.toString()});
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    String expected =
        Stanford.tokens(captions).stream()
            .map(tokens -> String.join(" ", tokens) + "\n")
            .reduce("", String::concat);
    assertThat(printed.toString(UTF_8)).isEqualTo(expected);
  }
}
