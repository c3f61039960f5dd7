package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void tellsEachThingInALine() {
    CommandResult result = CommandResult.run("doctor");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).anyMatch(line -> line.matches("ok +library OpenCV +loads"));
  }

  @Test
  void endsWithOneWhereCaptioningIsImpossible() {
    CommandResult result = CommandResult.run("doctor", "--model", folder);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines()).anyMatch(line -> line.matches("error +model +.*"));
    assertThat(result.lines()).anyMatch(line -> line.matches(" +-> name another by --model.*"));
  }

  @Test
  void tellsItToPrograms() throws IOException {
    JsonNode told =
        new ObjectMapper().readTree(CommandResult.run("doctor", "--json", "--model", folder).out());
    assertThat(told.get("possible").booleanValue()).isFalse();
    assertThat(told.get("findings").findValuesAsText("level")).contains("ok", "error");
    assertThat(told.get("findings").get(0).get("subject").textValue()).isEqualTo("java");
  }
}
