package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class BoundedOptionsTest {
  @Test
  void everyNumberThatAnOptionTakesHasBounds() {
    List<String> open = new ArrayList<>();
    collect(Caption4jCommand.commandLine("--help"), open);
    assertThat(open).isEmpty();
  }

  private static void collect(CommandLine command, List<String> open) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      Class<?> type = option.auxiliaryTypes()[0];
      boolean number =
          Number.class.isAssignableFrom(type)
              || (type.isPrimitive() && type != boolean.class && type != char.class);
      boolean bounded =
          option.userObject() instanceof AnnotatedElement field
              && field.getAnnotation(Bounds.class) != null;
      if (number && !bounded) {
        open.add(command.getCommandName() + " " + option.longestName());
      }
    }
    command.getSubcommands().values().forEach(each -> collect(each, open));
  }

  @ParameterizedTest
  @CsvSource({
    "caption, --max-length, 2147483647, 1 to 1000",
    "caption, --beam, 100000, 1 to 200",
    "caption, --beam, 0, 1 to 200",
    "caption, --top, 1000000, 1 to 200",
    "caption, --length-normalisation, NaN, 0 to 10",
    "caption, --length-normalisation, Infinity, 0 to 10",
    "train, --views, 100000, 1 to 100",
    "train, --min-count, 0, 1 to 1000000000",
    "train, --batch, 2147483647, 1 to 4096",
    "train, --hidden, 200000, 1 to 8192",
    "train, --embedding, 2147483647, 1 to 8192",
    "train, --epochs, 2147483647, 1 to 10000",
    "train, --rate, Infinity, 0 to 10",
    "train, --rate, NaN, 0 to 10",
    "train, --photo-size, 4000, 1 to 2048",
    "train, --weight, NaN, 0 to 1000",
    "batch, --threads, 100000, 1 to 256",
    "train-encoder, --first-size, 2147483647, 1 to 2048"
  })
  void aNumberOutOfBoundsIsRefusedWithThem(
      String command, String option, String number, String bounds) {
    List<Object> args = new ArrayList<>(List.of(command));
    args.addAll(
        switch (command) {
          case "train" ->
              List.of(
                  "--annotations",
                  "a",
                  "--images",
                  ".",
                  "--val-annotations",
                  "b",
                  "--out",
                  "x",
                  "--encoder",
                  "vgg16");
          case "train-encoder" -> List.of("--images", ".", "--val-images", ".", "--out", "x");
          case "batch" -> List.of(".", "--out", "x");
          default -> List.of("photo.jpg");
        });
    int place = option.equals("--weight") ? 5 : args.size();
    args.addAll(place, List.of(option, number));
    CommandResult result = run(args.toArray());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(option + ": expected " + bounds + ", found ");
    assertThat(result.out()).isEmpty();
  }
}
