package org.caption4j.eval.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerProgramTest {
  @TempDir Path folder;

  private static void assertRefused(Path jar, String message) {
    assertThatThrownBy(() -> new MeteorScorer(jar, ExternalSettings.meteor()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(jar + ": " + message)
        .hasMessageContaining("expected the program of METEOR, meteor-1.5.jar")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesWhatIsNoProgram() throws IOException {
    assertRefused(folder.resolve("meteor.jar"), "no such file");
    assertRefused(folder, "is a folder");
    assertRefused(Files.writeString(folder.resolve("page.jar"), "<html>"), "no jar");
    Path library = folder.resolve("library.jar");
    new JarOutputStream(Files.newOutputStream(library), new Manifest()).close();
    assertRefused(library, "a jar without a main class");
  }

  @Test
  void refusesWhatIsNoJava() throws IOException {
    Path jar = FakeProgram.spice(folder).jar();
    ExternalSettings settings = ExternalSettings.spice();
    assertThat(new SpiceScorer(jar, settings)).isNotNull();
    for (Path java : new Path[] {folder, folder.resolve("java"), jar}) {
      assertThatThrownBy(() -> new SpiceScorer(jar, settings.withJava(java)))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(java + ": no program that can be run, expected a java for SPICE");
    }
  }

  @Test
  void tellsAProgramThatCannotBeStarted() throws IOException {
    Path jar = FakeProgram.spice(folder).jar();
    Path java = Files.writeString(folder.resolve("java"), "no program");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    SpiceScorer scorer = new SpiceScorer(jar, ExternalSettings.spice().withJava(java));
    Files.delete(java);
    List<TokenizedText> texts = List.of(new TokenizedText(1, "a boat", List.of("a boat")));
    assertThatThrownBy(() -> scorer.score(texts, ScoringListener.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("SPICE (" + jar + "): cannot be started: ");
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    ExternalSettings settings = ExternalSettings.meteor();
    assertThatThrownBy(() -> settings.withHeap("2 GB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a heap such as 2G but found 2 GB");
    assertThatThrownBy(() -> settings.withLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(settings.heap()).isEqualTo("2G");
    assertThat(ExternalSettings.spice().heap()).isEqualTo("8G");
  }
}
