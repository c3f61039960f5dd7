package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder;

  private Path script(String shell) throws IOException {
    CommandResult result = CommandResult.run("completion", shell);
    assertThat(result.exitCode()).isZero();
    return Files.writeString(folder.resolve("_caption4j"), result.out());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Path shell = Path.of("/usr/bin", words.get(0));
    assumeTrue(Files.isExecutable(shell), shell + " is not installed");
    words.set(0, shell.toString());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    String ask =
        "source %s; COMP_WORDS=(caption4j %s); COMP_CWORD=%d; _complete_caption4j; echo \"${COMPREPLY[@]}\"";
    Path script = script("bash");
    assertThat(run("bash", "-c", ask.formatted(script, "ba", 1))).contains("batch");
    assertThat(run("bash", "-c", ask.formatted(script, "models li", 2))).contains("list");
    assertThat(run("bash", "-c", ask.formatted(script, "batch --res", 2))).contains("--resume");
  }

  @Test
  void fishCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Path script = script("fish");
    assertThat(Files.readString(script))
        .contains(
            "complete -c caption4j -n '__fish_seen_subcommand_from batch' -l resume -d ",
            "-f -a batch -d ");
    assertThat(run("fish", "-c", "source %s; complete -C 'caption4j ba'".formatted(script)))
        .startsWith("batch\t");
    assertThat(
            run("fish", "-c", "source %s; complete -C 'caption4j batch --res'".formatted(script)))
        .startsWith("--resume\t");
    assertThat(run("fish", "-c", "source %s; complete -C 'caption4j models li'".formatted(script)))
        .startsWith("list\t");
  }

  @Test
  void zshLoadsIt() throws IOException, InterruptedException {
    Path script = script("zsh");
    assertThat(Files.readAllLines(script)).first().isEqualTo("#compdef caption4j");
    String load =
        "fpath=(%s $fpath); autoload -Uz compinit && compinit -D -u; echo $_comps[caption4j]";
    assertThat(run("zsh", "-f", "-c", load.formatted(folder)).strip()).isEqualTo("_caption4j");
    assertThat(run("zsh", "-f", "-n", script.toString())).isEmpty();
  }
}
