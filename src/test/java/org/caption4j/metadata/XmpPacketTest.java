package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.DamagedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties are set and kept as they should be, and no packet does harm. */
@Timeout(60)
class XmpPacketTest {
  private static final PhotoDescription DOG = new PhotoDescription("en", "A dog runs.");

  /** What another program has written: ratings, keywords, a namespace of its own, German. */
  static final String RICH =
      xmp(
          """
          <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
              xmlns:own="http://example.org/own/" xmp:Rating="4" tiff:ImageDescription="kept"
              own:note="foreign">
            <dc:subject><rdf:Bag><rdf:li>pets</rdf:li><rdf:li>garden</rdf:li></rdf:Bag></dc:subject>
            <dc:description><rdf:Alt>
              <rdf:li xml:lang="x-default">old</rdf:li>
              <rdf:li xml:lang="de">Ein Hund.</rdf:li>
              <rdf:li xml:lang="fr">old</rdf:li>
            </rdf:Alt></dc:description>
            <own:part rdf:parseType="Resource"><own:name>n</own:name></own:part>
          </rdf:Description>
          """);

  @TempDir Path folder;

  static String xmp(String content) {
    return """
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        %s
        </rdf:RDF></x:xmpmeta>"""
        .formatted(content);
  }

  private static XmpPacket parsed(String xmp) throws BadInputException {
    return XmpPacket.parse(xmp.getBytes(StandardCharsets.UTF_8), "a.xmp");
  }

  private static String described(String xmp) throws BadInputException {
    XmpPacket packet = parsed(xmp);
    packet.describe(DOG);
    return new String(packet.toSidecar(), StandardCharsets.UTF_8);
  }

  private static String description(String content) {
    return xmp(
        "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            + content
            + "</rdf:Description>");
  }

  private static String alternatives(String property, String... languagesAndTexts) {
    StringBuilder out = new StringBuilder();
    out.append("<%s>\n        <rdf:Alt>\n".formatted(property));
    for (int k = 0; k < languagesAndTexts.length; k += 2) {
      out.append(
          "          <rdf:li xml:lang=\"%s\">%s</rdf:li>\n"
              .formatted(languagesAndTexts[k], languagesAndTexts[k + 1]));
    }
    return out.append("        </rdf:Alt>\n      </%s>".formatted(property)).toString();
  }

  @Test
  void anEmptyPacketSaysNothingAndTakesADescription() throws Exception {
    XmpPacket packet = XmpPacket.empty();
    assertThat(packet.description("en")).isEmpty();
    packet.describe(DOG);
    assertThat(packet.description("en")).hasValue("A dog runs.");
    assertThat(packet.description("de")).as("x-default").hasValue("A dog runs.");
    assertThat(new String(packet.toSidecar(), StandardCharsets.UTF_8))
        .startsWith("<x:xmpmeta ")
        .contains("xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\"")
        .contains(alternatives("dc:description", "x-default", "A dog runs.", "en", "A dog runs."))
        .contains(
            alternatives(
                "Iptc4xmpCore:AltTextAccessibility",
                "x-default",
                "A dog runs.",
                "en",
                "A dog runs."));
  }

  @Test
  void everythingElseIsKept() throws Exception {
    assertThat(described(RICH))
        .contains("xmp:Rating=\"4\"", "own:note=\"foreign\"", "tiff:ImageDescription=\"kept\"")
        .contains("<rdf:li>pets</rdf:li>\n          <rdf:li>garden</rdf:li>")
        .contains("<own:part", "own:name=\"n\"")
        .contains(
            alternatives(
                "dc:description",
                "x-default",
                "A dog runs.",
                "en",
                "A dog runs.",
                "de",
                "Ein Hund.",
                "fr",
                "old"));
    XmpPacket packet = parsed(described(RICH));
    packet.describe(new PhotoDescription("zh", "狗在跑。"));
    assertThat(packet.description("zh")).hasValue("狗在跑。");
    assertThat(packet.description("ja")).hasValue("狗在跑。");
    assertThat(packet.description("en")).hasValue("A dog runs.");
    assertThat(packet.description("de")).hasValue("Ein Hund.");
  }

  /** Readers of gain maps and motion photos look for these very attributes. */
  @Test
  void whatLeadsToTheSecondPictureOfAPhotoKeepsItsForm() throws Exception {
    assertThat(
            described(
                xmp(
                    """
                    <rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"
                        xmlns:Container="http://ns.google.com/photos/1.0/container/"
                        xmlns:Item="http://ns.google.com/photos/1.0/container/item/"
                        hdrgm:Version="1.0">
                      <Container:Directory><rdf:Seq>
                        <rdf:li rdf:parseType="Resource">
                          <Container:Item Item:Semantic="Primary" Item:Mime="image/jpeg"/>
                        </rdf:li>
                        <rdf:li rdf:parseType="Resource">
                          <Container:Item Item:Semantic="GainMap" Item:Length="49035"/>
                        </rdf:li>
                      </rdf:Seq></Container:Directory>
                    </rdf:Description>
                    """)))
        .contains("hdrgm:Version=\"1.0\"")
        .containsSubsequence(
            "<Container:Directory>",
            "<rdf:li rdf:parseType=\"Resource\">",
            "<Container:Item",
            "Item:Mime=\"image/jpeg\"",
            "Item:Semantic=\"Primary\"/>",
            "<Container:Item",
            "Item:Length=\"49035\"",
            "Item:Semantic=\"GainMap\"/>");
  }

  @Test
  void equalPacketsDescribedEquallyHaveEqualBytesWhateverWasReadBefore() throws Exception {
    String first = described(RICH);
    parsed(RICH.replace("http://example.org/own/", "http://example.org/another/"));
    described(RICH.replace("http://example.org/own/", "http://example.org/a-third/"));
    assertThat(described(RICH)).isEqualTo(first).contains("xmlns:own=\"http://example.org/own/\"");
    assertThat(described(first)).as("described again").isEqualTo(first);
  }

  @Test
  void aDescriptionThatIsNoArrayOfAlternativesBecomesOne() throws Exception {
    String expected =
        alternatives("dc:description", "x-default", "A dog runs.", "en", "A dog runs.");
    assertThat(described(description("<dc:description>old</dc:description>"))).contains(expected);
    assertThat(parsed(description("<dc:description>old</dc:description>")).description("en"))
        .hasValue("old");
    assertThat(
            described(
                description(
                    "<dc:description><rdf:Alt><rdf:li>no language</rdf:li></rdf:Alt></dc:description>")))
        .contains(expected);
    assertThat(
            described(
                description(
                    "<dc:description><rdf:Bag><rdf:li>a</rdf:li><rdf:li xml:lang='de'>b</rdf:li></rdf:Bag></dc:description>")))
        .contains(
            alternatives(
                "dc:description", "x-default", "A dog runs.", "en", "A dog runs.", "de", "b"));
    assertThat(
            described(
                description(
                    "<dc:description><rdf:Alt><rdf:li xml:lang='de'>b</rdf:li><rdf:li xml:lang='x-default'>a</rdf:li></rdf:Alt></dc:description>")))
        .contains(
            alternatives(
                "dc:description", "x-default", "A dog runs.", "en", "A dog runs.", "de", "b"));
  }

  @Test
  void aDefaultThatStandsBehindOtherLanguagesTakesNothingFromThem() throws Exception {
    String title =
        "<dc:title><rdf:Alt><rdf:li xml:lang='de'>b</rdf:li><rdf:li xml:lang='x-default'>a &amp; c</rdf:li></rdf:Alt></dc:title>";
    assertThat(described(description(title)))
        .contains(alternatives("dc:title", "x-default", "a &amp; c", "de", "b"));
  }

  @Test
  void languagesAreFoundByNameOrVarietyAndBlankOnesAreNone() throws Exception {
    XmpPacket packet =
        parsed(
            description(
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>d</rdf:li><rdf:li xml:lang='en-gb'>b</rdf:li>"
                    + "<rdf:li xml:lang='zh'> </rdf:li></rdf:Alt></dc:description>"));
    assertThat(packet.description("en")).hasValue("b");
    assertThat(packet.description("EN-GB")).hasValue("b");
    assertThat(packet.description("en-US")).hasValue("d");
    assertThat(packet.description("zh")).hasValue("d");
    assertThat(parsed(description("<dc:description> </dc:description>")).description("en"))
        .isEmpty();
    assertThat(parsed(xmp("")).description("en")).isEmpty();
  }

  @Test
  void aBlankTextChangesNothing() throws Exception {
    XmpPacket packet = parsed(RICH);
    byte[] before = packet.toSidecar();
    packet.describe(new PhotoDescription("en", " "));
    assertThat(packet.toSidecar()).isEqualTo(before);
  }

  @Test
  void textsAreWrittenSoThatTheyAreReadAgain() throws Exception {
    XmpPacket packet = XmpPacket.empty();
    packet.describe(
        new PhotoDescription("en", "a <b> & \"c\" ]]> \u0000\u001b\ud800 \ud83d\udc15"));
    assertThat(XmpPacket.parse(packet.toPacket(), "it").description("en"))
        .hasValue("a <b> & \"c\" ]]>     \ud83d\udc15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e", "x-default", "en_US", "en ", "<b>"})
  void whatIsNoLanguageIsRefused(String language) {
    assertThatThrownBy(() -> new PhotoDescription(language, "text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void packetsAsProgramsLeaveThemAreRead() throws Exception {
    XmpPacket packet = parsed(RICH);
    packet.describe(DOG);
    byte[] whole = packet.toPacket();
    assertThat(new String(whole, StandardCharsets.UTF_8))
        .startsWith("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta ")
        .endsWith("</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    byte[] zeros = Arrays.copyOf(whole, whole.length + 7);
    String text = new String(whole, StandardCharsets.UTF_8);
    for (byte[] form :
        Arrays.asList(
            whole,
            zeros,
            text.replace("<?xpacket end", " ".repeat(2000) + "\n<?xpacket end")
                .getBytes(StandardCharsets.UTF_8),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE))) {
      assertThat(XmpPacket.parse(form, "it").toPacket()).isEqualTo(whole);
    }
  }

  static Stream<String> hostile() {
    String bomb =
        "<!DOCTYPE b [<!ENTITY a 'ha'>"
            + "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
            + "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>"
            + description("<dc:description>&f;</dc:description>");
    String foreign =
        "<!DOCTYPE b [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
            + description("<dc:description>&a;</dc:description>");
    String deep =
        description("<dc:description>" + "<rdf:Alt><rdf:li>".repeat(100_000) + "</dc:description>");
    return Stream.of(
        bomb,
        foreign,
        "<!DOCTYPE b SYSTEM 'http://127.0.0.1:9/b.dtd'>" + description(""),
        "<!DOCTYPE b>" + description(""),
        description("<dc:description>&undefined;</dc:description>"),
        deep);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void packetsThatWouldDoHarmAreRefused(String xmp) {
    requireRefused(xmp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<a/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF",
        "{\"a\": 1}"
      })
  void whatIsNoXmpIsRefused(String text) {
    requireRefused(text);
  }

  @Test
  void propertiesThatAreThereTwiceAreRefusedRatherThanLost() {
    requireRefused(
        description("<dc:description>a</dc:description><dc:description>b</dc:description>"));
  }

  private static void requireRefused(String xmp) {
    assertThatThrownBy(() -> parsed(xmp))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("a.xmp cannot be read: ")
        .hasMessageEndingWith("; repair or remove it")
        .hasMessageNotContainingAny("\n", "Exception", "null");
  }

  @Test
  void aPacketThatIsTooLargeIsRefusedUnread() {
    assertThatThrownBy(() -> XmpPacket.parse(new byte[XmpPacket.MOST_BYTES + 1], "a.xmp"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "a.xmp is too large: expected XMP of at most 16,777,216 bytes but found 16,777,217; make it smaller");
  }

  @Test
  void nothingIsPrinted() throws Exception {
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      byte[] xmp = RICH.getBytes(StandardCharsets.UTF_8);
      byte[] behind = Arrays.copyOf(xmp, xmp.length + 1);
      behind[xmp.length] = (byte) 0xc4;
      byte[] within = xmp.clone();
      within[xmp.length / 2] = (byte) 0xc4;
      for (byte[] broken : List.of(behind, within, new byte[] {'<', 'a'})) {
        assertThatThrownBy(() -> XmpPacket.parse(broken, "a.xmp"))
            .isInstanceOf(BadInputException.class);
      }
    } finally {
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void damagedOnesAreReadOrRefusedInALine() throws IOException {
    Path file = Files.writeString(folder.resolve("a.xmp"), RICH);
    DamagedFiles.open(
        file,
        400,
        damaged -> {
          XmpPacket packet = XmpPacket.parse(Files.readAllBytes(damaged), damaged.toString());
          packet.describe(DOG);
          XmpPacket again = XmpPacket.parse(packet.toPacket(), damaged + " described");
          assertThat(again.description("en")).hasValue("A dog runs.");
        });
  }
}
