package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ExifTool reads what is written, and has no more to say about a file than before. */
class ExifToolTest {
  private static String program;

  @TempDir Path folder;

  @BeforeAll
  static void find() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "exiftool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no exiftool on the PATH");
    program = found.get().toString();
  }

  static Set<String> variants() {
    return PhotoFiles.all().keySet();
  }

  private static List<String> exiftool(Path file, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-s3", "-charset", "UTF8"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.lines().toList();
  }

  /** Without the number of the segment that fill bytes stand behind. */
  private static List<String> warnings(Path file) throws IOException {
    return exiftool(file, "-a", "-warning", "-error").stream()
        .map(line -> line.replaceAll("APP\\d", "APP"))
        .toList();
  }

  private static void requireDescribed(Path file) throws IOException {
    assertThat(
            exiftool(
                file,
                "-XMP-dc:Description",
                "-XMP-dc:Description-zh",
                "-XMP-iptcCore:AltTextAccessibility-zh",
                "-XMP-dc:Description-en",
                "-XMP-dc:Description-de",
                "-XMP-dc:Subject",
                "-XMP-xmp:Rating"))
        .containsExactly("狗在跑。", "狗在跑。", "狗在跑。", "A dog runs.", "Ein Hund.", "pets, garden", "4");
  }

  private static XmpPacket packet() throws IOException {
    byte[] rich = XmpPacketTest.RICH.getBytes(StandardCharsets.UTF_8);
    XmpPacket packet = XmpPacket.parse(rich, "it");
    packet.describe(new PhotoDescription("en", "A dog runs."));
    packet.describe(new PhotoDescription("zh", "狗在跑。"));
    return packet;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void readsWhatIsEmbedded(String variant) throws IOException {
    Path photo = folder.resolve("photo." + PhotoFiles.ending(variant));
    Files.write(photo, PhotoFiles.all().get(variant));
    List<String> warnings = warnings(photo);
    EmbeddedXmp.write(photo, packet(), FileTimes.NEW);
    requireDescribed(photo);
    assertThat(warnings(photo)).isEqualTo(warnings);
  }

  @Test
  void readsASidecarFile() throws IOException {
    Path sidecar = Files.write(folder.resolve("photo.xmp"), packet().toSidecar());
    requireDescribed(sidecar);
    assertThat(warnings(sidecar)).isEmpty();
  }
}
