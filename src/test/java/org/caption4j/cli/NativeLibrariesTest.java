package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own, for which native libraries cannot be unpacked. */
class NativeLibrariesTest {
  @TempDir Path folder;

  private String run(String limit, String... arguments) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> new File(entry).getAbsolutePath())
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/bash",
            "-c",
            limit
                + "; exec \"$JAVA\" -Dorg.bytedeco.javacpp.cachedir=\"$CACHE\" "
                + "-Dorg.bytedeco.javacpp.platform.extension=-onednn -cp \"$CLASS_PATH\" org.caption4j.cli.Main "
                + String.join(" ", arguments));
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CACHE", folder.toString());
    builder.environment().put("CLASS_PATH", classPath);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(1);
    return said;
  }

  @Test
  void noRoomIsToldInOneLine() throws IOException, InterruptedException {
    assertThat(run("ulimit -f 1000", "caption", "datasets/samples/coffee.png").strip())
        .startsWith("caption4j: " + folder)
        .contains("librar")
        .doesNotContain("\n");
  }

  @Test
  void theDoctorTellsItAsWell() throws IOException, InterruptedException {
    assertThat(run("ulimit -f 1000", "doctor"))
        .containsPattern("error +library ND4J +" + folder)
        .containsPattern("error +library OpenCV +" + folder)
        .containsPattern("ok +java ");
  }
}
