package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.caption4j.train.CaptionedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

class DataSetOptionsTest {
  @Command
  private static final class Host {
    @Mixin private DataSetOptions data;

    @Option(names = "--epochs")
    private int epochs;
  }

  private static CommandLine parse(String line) {
    CommandLine command = new CommandLine(new Host());
    command.parseArgs(line.split(" "));
    return command;
  }

  private static DataSetOptions data(CommandLine command) {
    return ((Host) command.getCommand()).data;
  }

  private static CaptionedFolder folder(String annotations, String images, double weight) {
    return new CaptionedFolder(annotations, Path.of(images), weight);
  }

  @Test
  void oneOfEach() {
    CommandLine command = parse("--annotations a --val-annotations c --images x --epochs 3");
    assertThat(data(command).training()).containsExactly(folder("a", "x", 1));
    assertThat(data(command).validation(command)).containsExactly(folder("c", "x", 1));
    assertThat(((Host) command.getCommand()).epochs).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--annotations a --images x --annotations b --images y --weight 0.5 --val-annotations c --val-annotations d --val-images z",
        "--images x --annotations a --val-annotations c --epochs 2 --images y --weight 0.5 --annotations b --val-annotations d --val-images z",
        "--annotations a --val-annotations c --images x --annotations b --val-annotations d --images y --val-images z --weight 0.5"
      })
  void captionsPhotosAndWeightStayTogether(String line) {
    CommandLine command = parse(line);
    assertThat(data(command).training())
        .containsExactly(folder("a", "x", 1), folder("b", "y", 0.5));
    assertThat(data(command).validation(command))
        .containsExactly(folder("c", "x", 1), folder("d", "z", 1));
  }

  @Test
  void aValidationSetHasThePhotosOfTheTrainingSetAtItsPosition() {
    CommandLine command =
        parse(
            "--annotations a --images x --annotations b --images y --val-annotations c --val-annotations d");
    assertThat(data(command).validation(command))
        .containsExactly(folder("c", "x", 1), folder("d", "y", 1));
  }

  @Test
  void withOneTrainingSetTheyAllHaveItsPhotos() {
    CommandLine command =
        parse("--annotations a --images x --val-annotations c --val-annotations d");
    assertThat(data(command).validation(command))
        .containsExactly(folder("c", "x", 1), folder("d", "x", 1));
  }

  @Test
  void aValidationSetWithoutCounterpartNeedsAFolder() {
    CommandLine command =
        parse(
            "--annotations a --images x --annotations b --images y"
                + " --val-annotations c --val-annotations d --val-annotations e");
    assertThatThrownBy(() -> data(command).validation(command))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--val-annotations e")
        .hasMessageContaining("--val-images");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--images x --val-annotations c",
        "--annotations a --val-annotations c",
        "--annotations a --images x",
        "--annotations a --annotations b --images x --images y --val-annotations c",
        "--annotations a --images x --weight much --val-annotations c",
        "--annotations a --images x --val-annotations c --val-images y --val-images z",
        "--annotations a --images x --annotations b --val-annotations c"
      })
  void wrongUsageIsRefused(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(ParameterException.class);
  }
}
