package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.FilesOfCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MessagesTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-05-17T12:00:00.250Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  private Messages messages(boolean terminal, String... options) throws IOException {
    Messages messages =
        Messages.to(new PrintWriter(said, true), terminal, Map.of("TERM", "xterm"), NOON);
    messages.follow(parsed(options), List.of(options));
    return messages;
  }

  private static MessageOptions parsed(String... options) {
    MessageOptions parsed = new MessageOptions();
    new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
    return parsed;
  }

  private static void sayAll(Messages messages) {
    messages.error("e");
    messages.warning("w");
    messages.println("n");
    messages.progress("p");
    messages.detail("d");
  }

  private static List<String> withoutFirst(List<String> lines) {
    return lines.subList(1, lines.size());
  }

  @Test
  void quietKeepsErrorsAlone() throws IOException {
    sayAll(messages(false, "--quiet"));
    assertThat(said.toString().lines()).containsExactly("caption4j: e");
  }

  @Test
  void detailsAreForWhoWantsThem() throws IOException {
    sayAll(messages(false));
    assertThat(said.toString().lines())
        .containsExactly("caption4j: e", "caption4j: warning: w", "n", "p");
  }

  @Test
  void verboseLinesTellTheTime() throws IOException {
    sayAll(messages(false, "--verbose"));
    List<String> lines = said.toString().lines().toList();
    assertThat(lines.get(0)).startsWith("12:00:00.250 caption4j ").contains(", Java ");
    assertThat(withoutFirst(lines))
        .containsExactly(
            "12:00:00.250 caption4j: e",
            "12:00:00.250 caption4j: warning: w",
            "12:00:00.250 n",
            "12:00:00.250 p",
            "12:00:00.250 d");
  }

  @Test
  void whereAFaultWasIsADetail() throws IOException {
    Messages usual = messages(false);
    usual.trace(new IllegalStateException("odd"));
    assertThat(said.toString()).isEmpty();
    messages(false, "--verbose").trace(new IllegalStateException("odd"));
    assertThat(said.toString()).contains("java.lang.IllegalStateException: odd", "    at org.");
  }

  @Test
  void aLineInPiecesIsWrittenWhole() throws IOException {
    Messages messages = messages(false);
    messages.printf("%d photos", 3);
    messages.error("between");
    messages.println("; done");
    messages.print("begun");
    messages.close();
    assertThat(said.toString().lines())
        .containsExactly("caption4j: between", "3 photos; done", "begun");
  }

  @Test
  void coloursAreForTerminals() throws IOException {
    Messages messages = messages(true);
    messages.error("a\u001b[2Jb");
    messages.warning("w");
    messages.note("n");
    assertThat(said.toString().lines())
        .containsExactly(
            "\u001b[31mcaption4j:\u001b[39m a\\u001b[2Jb",
            "\u001b[33mcaption4j: warning:\u001b[39m w",
            "n");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, true, TERM=xterm, true",
    "auto, false, TERM=xterm, false",
    "auto, true, TERM=dumb, false",
    "auto, true, NO_COLOR=1, false",
    "auto, true, NO_COLOR=, true",
    "auto, false, CLICOLOR_FORCE=1, true",
    "auto, false, CLICOLOR_FORCE=0, false",
    "auto, false, CLICOLOR_FORCE=1 NO_COLOR=1, false",
    "always, false, NO_COLOR=1 TERM=dumb, true",
    "never, true, CLICOLOR_FORCE=1, false"
  })
  void coloursFollowTheOptionThenTheEnvironment(
      String choice, boolean terminal, String variables, boolean coloured) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : List.of(variables.split(" "))) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    assertThat(parsed("--color", choice).colour().isColoured(terminal, environment))
        .isEqualTo(coloured);
  }

  @Test
  void aLineStandsAboveTheBar() throws IOException {
    Messages messages = messages(true, "--color", "never");
    messages.drawBar("captions 10%");
    messages.warning("w");
    messages.drawBar("captions 20%");
    messages.endBar();
    messages.note("n");
    String end = System.lineSeparator();
    assertThat(said.toString())
        .isEqualTo(
            "\rcaptions 10%\r\u001b[Kcaption4j: warning: w"
                + end
                + "captions 10%\rcaptions 20%"
                + end
                + "n"
                + end);
  }

  @Test
  void noBarComesBackAfterTheLastLine() throws IOException {
    Messages messages = messages(true);
    messages.drawBar("epoch 10%");
    messages.last("interrupted");
    messages.drawBar("epoch 20%");
    assertThat(said.toString())
        .isEqualTo("\repoch 10%\r\u001b[Kinterrupted" + System.lineSeparator());
  }

  @Test
  void aBarIsForTerminalsThatAreToldMore() throws IOException {
    assertThat(messages(true).showsBars()).isTrue();
    assertThat(messages(true, "--quiet").showsBars()).isFalse();
    assertThat(messages(false).showsBars()).isFalse();
    Messages shared = messages(true);
    shared.shareTerminal(true);
    assertThat(shared.showsBars()).isFalse();
    Messages dumb = Messages.to(new PrintWriter(said, true), true, Map.of("TERM", "dumb"), NOON);
    assertThat(dumb.showsBars()).isFalse();
  }

  @Test
  void progressBesideABarIsForTheLogAlone() throws IOException {
    Path log = folder.resolve("a.log");
    Messages messages = messages(true, "--log-file", log.toString());
    try (Progress progress = Progress.of(messages, "captions", "photos", 3)) {
      progress.at(3, "");
    }
    messages.close();
    assertThat(said.toString()).contains("\rcaptions").doesNotContain("captions: 3/3 photos");
    assertThat(withoutFirst(Files.readAllLines(log)))
        .containsExactly("2026-05-17 12:00:00 captions: 3/3 photos");
  }

  @Test
  void theLogHasTheUsualLinesThoughTheCallIsQuiet() throws IOException {
    Path log = folder.resolve("new/a.log");
    Messages messages = messages(true, "--quiet", "--log-file", log.toString());
    messages.println();
    sayAll(messages);
    messages.error("a\u001b[2Jb");
    assertThat(withoutFirst(Files.readAllLines(log)))
        .containsExactly(
            "2026-05-17 12:00:00 caption4j: e",
            "2026-05-17 12:00:00 caption4j: warning: w",
            "2026-05-17 12:00:00 n",
            "2026-05-17 12:00:00 p",
            "2026-05-17 12:00:00 caption4j: a\\u001b[2Jb");
    messages.close();
  }

  @Test
  void theLogOfAVerboseCallHasWhatWasSaidBefore() throws IOException {
    Path log = folder.resolve("a.log");
    Messages messages = Messages.to(new PrintWriter(said, true), false, Map.of(), NOON);
    messages.error("early");
    messages.follow(parsed("--verbose", "--log-file", log.toString()), List.of());
    messages.detail("d");
    messages.close();
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.get(1)).isEqualTo("2026-05-17 12:00:00 caption4j: early");
    assertThat(lines).last().isEqualTo("2026-05-17 12:00:00 d");
  }

  @Test
  void aLogIsAppendedToAndEachCallBeginsWithItself() throws IOException {
    Path log = folder.resolve("a.log");
    for (String word : List.of("it's", "https://me:secret@host/x?token=secret")) {
      Messages messages = Messages.to(new PrintWriter(said, true), false, Map.of(), NOON);
      messages.follow(
          parsed("--log-file", log.toString()), List.of("caption", "a b", word, "--top=2"));
      messages.error("e");
      messages.close();
    }
    String version = new Version().getVersion()[0];
    assertThat(Files.readAllLines(log))
        .containsExactly(
            "2026-05-17 12:00:00 " + version + ": caption4j caption 'a b' 'it'\\''s' --top=2",
            "2026-05-17 12:00:00 caption4j: e",
            "2026-05-17 12:00:00 "
                + version
                + ": caption4j caption 'a b' 'https://...@host/x?...' --top=2",
            "2026-05-17 12:00:00 caption4j: e");
  }

  @Test
  void whatIsNoLogStaysAsItIs() throws IOException {
    Path other = Files.writeString(folder.resolve("captions.json"), "{}");
    assertThatThrownBy(() -> messages(false, "--log-file", other.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not a log of caption4j");
    assertThatThrownBy(() -> messages(false, "--log-file", folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
    assertThat(other).hasContent("{}");
  }

  @Test
  void otherFilesOfTheCallAreNotTheLog() throws IOException {
    Path log = folder.resolve("a.log");
    Messages messages = messages(false, "--log-file", log.toString());
    FilesOfCall files = messages.files();
    assertThat(files.isWritten(log)).isTrue();
    assertThatThrownBy(() -> files.writes("--out", log))
        .hasMessageContaining("is the file that --log-file writes");
    assertThatThrownBy(() -> files.reads("--annotations", log))
        .hasMessageContaining("is the file that --annotations reads");
    messages.close();
  }
}
