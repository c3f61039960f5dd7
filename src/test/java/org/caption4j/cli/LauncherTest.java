package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code scripts/caption4j} in a folder that looks built, with a Java that prints what it is given.
 */
class LauncherTest {
  private static final String PRINT_ARGUMENTS =
      """
      #!/bin/bash
      for argument in "$@"; do echo "$argument"; done
      echo "LC_ALL=$LC_ALL"
      for ((i = 1; i < $#; i++)); do
        if [ "${!i}" = -cp ]; then i=$((i + 1)); [ -f "${!i}" ] && echo "found the jar"; fi
      done
      exit 0
      """;

  @TempDir Path folder;

  @BeforeEach
  void bashIsHere() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
  }

  private Path checkout(String name) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(checkout.resolve("scripts"));
    for (String script : List.of("caption4j", "launch")) {
      Files.copy(Path.of("scripts", script), checkout.resolve("scripts").resolve(script));
    }
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createDirectories(checkout.resolve("src/main"));
    Files.createDirectories(checkout.resolve("target/lib"));
    Files.createDirectories(checkout.resolve("target/native"));
    Files.createFile(checkout.resolve("target/caption4j.jar"));
    return checkout;
  }

  private Path java(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, PRINT_ARGUMENTS);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return home;
  }

  private record Said(int exitCode, String text) {}

  private Said run(Path in, String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-c", script)
            .directory(in.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().remove("CAPTION4J_JAVA_OPTIONS");
    builder.environment().put("JAVA_HOME", java("17.0.9").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said);
  }

  @Test
  void runsFromAnyFolderWhateverCdPathIs() throws IOException, InterruptedException {
    Path checkout = checkout("checkout");
    Said said = run(checkout, "scripts/caption4j caption a.jpg", Map.of("CDPATH", "."));
    assertThat(said.exitCode()).as(said.text()).isZero();
    assertThat(said.text())
        .contains(
            "found the jar", "\ncaption\na.jpg\n", "-Dcaption4j.home=" + checkout.toRealPath());
    Files.createSymbolicLink(folder.resolve("link"), Path.of("checkout/scripts/caption4j"));
    assertThat(run(folder, "./link caption", Map.of()).text()).contains("found the jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with spaces", "Für Oma & Co", "50%#1", "a:b"})
  void theFolderMayHaveAnyName(String name) throws IOException, InterruptedException {
    checkout(name);
    Said said =
        run(folder, "'%s/scripts/caption4j' caption".formatted(name), Map.of("LC_ALL", "C"));
    assertThat(said.exitCode()).as(said.text()).isZero();
    assertThat(said.text()).contains("found the jar");
    assertThat(said.text().lines().filter(line -> line.endsWith("/caption4j.jar")))
        .hasSize(1)
        .noneMatch(classPath -> classPath.contains(":"));
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.9, false, false",
    "21.0.2, false, false",
    "22, true, false",
    "25.0.1, true, true"
  })
  void newerJavasAreToldWhatTheyWouldWarnOf(String version, boolean access, boolean memory)
      throws IOException, InterruptedException {
    Said said =
        run(
            checkout("checkout"),
            "scripts/caption4j caption",
            Map.of("JAVA_HOME", java(version).toString()));
    assertThat(said.text().contains("--enable-native-access=ALL-UNNAMED")).isEqualTo(access);
    assertThat(said.text().contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(memory);
  }

  @Test
  void eachJavaHasItsArchive() throws IOException, InterruptedException {
    Path checkout = checkout("checkout");
    String later =
        "touch -d '+1 hour' target/classes-17.0.9.jsa; echo x > target/classes-17.0.9.jsa; ";
    String touch = "touch -d '+1 hour' target/classes-17.0.9.jsa target/classes-21.jsa; ";
    assertThat(run(checkout, later + touch + "scripts/caption4j caption", Map.of()).text())
        .contains(
            "-XX:SharedArchiveFile=%s/target/classes-17.0.9.jsa".formatted(checkout.toRealPath()));
    assertThat(
            run(
                    checkout,
                    touch + "scripts/caption4j caption",
                    Map.of("JAVA_HOME", java("21").toString()))
                .text())
        .doesNotContain("SharedArchiveFile");
  }

  @Test
  void anOldJavaIsNamed() throws IOException, InterruptedException {
    Said said =
        run(
            checkout("checkout"),
            "scripts/caption4j caption",
            Map.of("JAVA_HOME", java("1.8.0_402").toString()));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .isEqualTo(
            "caption4j: expected Java 17 or newer but found 1.8.0_402; install a newer JDK, or set JAVA_HOME\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ulimit -v 6000000, address space or more but found a limit of 6000000 KB",
    "ulimit -n 20, open files or more but found a limit of 20"
  })
  void limitsThatAreTooLowAreNamed(String limit, String told)
      throws IOException, InterruptedException {
    Said said = run(checkout("checkout"), limit + "; scripts/caption4j caption", Map.of());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text()).startsWith("caption4j: expected ").contains(told).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"LC_ALL, de_XX.UTF-8", "LANG, C", "LANG, xx_XX.UTF-8", "LC_CTYPE, POSIX"})
  void namesOfFilesAreUtf8(String variable, String locale)
      throws IOException, InterruptedException {
    assumeTrue(
        run(folder, "LC_ALL=C.UTF-8; x=$'\\xc3\\xa4'; [ ${#x} = 1 ]", Map.of()).exitCode() == 0,
        "no C.UTF-8");
    Said said = run(checkout("checkout"), "scripts/caption4j caption", Map.of(variable, locale));
    assertThat(said.text()).contains("LC_ALL=C.UTF-8");
  }
}
