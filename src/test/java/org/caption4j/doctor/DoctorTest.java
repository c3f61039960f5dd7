package org.caption4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caption4j.doctor.Finding.Level;
import org.caption4j.pretrained.CacheHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;

  private List<Finding> examine(Path model, Path cache, Map<String, String> environment) {
    return new Doctor(model, new CacheHome(cache), environment).examine();
  }

  private static Finding of(String subject, List<Finding> findings) {
    return findings.stream()
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMachineThatCaptions() {
    List<Finding> findings = examine(Path.of("models/default"), folder, Map.of());
    assertThat(findings).noneMatch(each -> each.level() == Level.ERROR);
    assertThat(findings)
        .extracting(Finding::subject, Finding::text)
        .contains(
            tuple("library ND4J", "loads"),
            tuple("library OpenCV", "loads"),
            tuple("library ONNX Runtime", "loads"),
            tuple("proxy", "none"),
            tuple("optional programs", "none"));
    assertThat(of("model", findings).text()).endsWith("speaks en");
    assertThat(of("java", findings).text()).startsWith(Runtime.version().toString());
    assertThat(findings)
        .allMatch(each -> each.advice().isEmpty() == (each.level() == Level.OK))
        .allMatch(each -> each.text().lines().count() == 1);
  }

  @Test
  void withoutAModelNothingIsDescribed() throws IOException {
    Finding missing = of("model", examine(folder.resolve("none"), folder, Map.of()));
    assertThat(missing.level()).isEqualTo(Level.ERROR);
    assertThat(missing.text()).contains("none");
    Files.writeString(folder.resolve("config.json"), "{");
    Finding broken = of("model", examine(folder, folder, Map.of()));
    assertThat(broken.level()).isEqualTo(Level.ERROR);
    assertThat(broken.advice()).isNotEmpty();
  }

  @Test
  void settingsAreLookedAt() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("bin"));
    assertThat(Files.createFile(tools.resolve("heif-dec")).toFile().setExecutable(true)).isTrue();
    List<Finding> findings =
        examine(
            folder,
            folder.resolve("cache"),
            Map.of(
                "https_proxy", "http://me:secret@proxy:3128",
                "PATH", "/nowhere:" + tools,
                "CAPTION4J_ENGINE", "fast"));
    assertThat(of("proxy", findings).text()).isEqualTo("http://proxy:3128");
    assertThat(of("optional programs", findings).text()).isEqualTo("heif-dec");
    assertThat(of("cache", findings).text()).endsWith("cache, not there yet");
    Finding faulty = of("proxy", examine(folder, folder, Map.of("https_proxy", "ftp://x")));
    assertThat(faulty.level()).isEqualTo(Level.WARNING);
  }
}
