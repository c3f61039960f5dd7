package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders are stand-ins, shell scripts, but where real ones are installed. */
@DisabledOnOs(OS.WINDOWS) // which starts no shell scripts
class InstalledDecodersTest {
  @TempDir Path folder;
  private Path programs;
  private Path temporary;

  @BeforeEach
  void makeFolders() throws IOException {
    programs = Files.createDirectory(folder.resolve("programs"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private PhotoReader reader() {
    return new PhotoReader(
        new Limits(1 << 20, 100_000),
        new InstalledDecoders(List.of(programs), temporary, Duration.ofSeconds(2)));
  }

  /** A file of boxes without pixels in it. */
  private static byte[] heif(String brand, int width, int height, boolean turned) {
    byte[] size =
        box("ispe", ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array());
    byte[] turn = turned ? box("irot", new byte[] {1}) : new byte[0];
    byte[] properties = box("iprp", box("ipco", joined(size, turn)));
    byte[] brands = (brand + "\0\0\0\0mif1" + brand).getBytes(StandardCharsets.ISO_8859_1);
    return joined(box("ftyp", brands), box("meta", joined(new byte[4], properties)));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] box(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }

  private Path photo(String name, byte[] file) throws IOException {
    return Files.write(folder.resolve(name), file);
  }

  private void assertFault(Path photo, String expected) throws IOException {
    assertThatThrownBy(() -> reader().read(photo))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(photo + " ")
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n");
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  /** A decoder that makes the quarters of any photo, whose EXIF says that it lies. */
  private void goodProgram(String name) throws IOException {
    byte[] png = ExampleFiles.encode("png", ExampleFiles.quarters());
    Files.write(programs.resolve("picture"), ExampleFiles.withOrientation("png", png, 6));
    program(name, "cp '%s' \"$2\"".formatted(programs.resolve("picture")));
  }

  @ParameterizedTest
  @CsvSource({
    "heic, an HEIC photo, 'heif-dec or heif-convert', libheif-examples",
    "mif1, an HEIC photo, 'heif-dec or heif-convert', libheif-examples",
    "avif, an AVIF photo, 'heif-dec or heif-convert or avifdec', 'libheif-examples or libavif-bin'"
  })
  void saysWhatToInstall(String brand, String what, String programs, String packages)
      throws IOException {
    assertFault(
        photo("a.jpg", heif(brand, 48, 32, false)),
        "is %s, which needs %s: install Debian's %s, or convert it to JPEG"
            .formatted(what, programs, packages));
  }

  @Test
  void jpegXlIsKnown() throws IOException {
    assertFault(photo("a", new byte[] {(byte) 0xff, 10, 0x47, 0}), "needs djxl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o.heic", "a b.heic", "猫.HEIC", "$(touch x).heic", "a\nb"})
  void anyNameWillDo(String name) throws IOException {
    goodProgram("heif-convert");
    Photo read = reader().read(photo(name, heif("heic", 48, 32, false)));
    assertThat(read.rgb()).isEqualTo(ExampleFiles.quarters().rgb());
    assertThat(read.name()).isEqualTo(name);
    assertNothingLeft();
  }

  @Test
  void theNextProgramTriesWhatOneCannot() throws IOException {
    program("heif-convert", "exit 3");
    Path photo = photo("a.avif", heif("avif", 48, 32, false));
    assertFault(photo, "of a kind that heif-convert does not decode: it ended with 3");
    goodProgram("avifdec");
    assertThat(reader().read(photo).width()).isEqualTo(48);
  }

  @Test
  void aPngThatCannotBeWrittenBecomesAJpeg() throws IOException {
    Path jpeg = programs.resolve("picture.jpg");
    Files.write(jpeg, ExampleFiles.encode("jpg", ExampleFiles.quarters()));
    program(
        "heif-convert",
        "case $# in 2) : > \"$2\" ;; 4) [ \"$1 $2\" = '-q 100' ] && cp '%s' \"$4\" ;; esac"
            .formatted(jpeg));
    assertThat(reader().read(photo("a.heic", heif("heic", 48, 32, false))).width()).isEqualTo(48);
  }

  @Test
  void avifdecDoesNotTurn() throws IOException {
    goodProgram("avifdec");
    assertFault(photo("a.avif", heif("avif", 48, 32, true)), "needs heif-dec or heif-convert:");
  }

  @ParameterizedTest
  @CsvSource({
    "exec sleep 100, takes more than 2 s",
    "sleep 100, takes more than 2 s",
    "exec cat /dev/zero > \"$2\", becomes more than the",
    "exit 0, does not decode",
    "kill -9 $$, does not decode",
    "echo text > \"$2\", made something else",
    "mkdir \"$2\", does not decode"
  })
  void aProgramThatMisbehavesIsAFaultOfItsPhotoAlone(String script, String expected)
      throws IOException {
    program("heif-dec", script);
    assertFault(photo("a.heic", heif("heic", 48, 32, false)), expected);
  }

  @Test
  void interruptedByTheTerminalItIsStartedAgain() throws IOException {
    goodProgram("heif-convert");
    Path once = folder.resolve("once");
    program(
        "heif-dec",
        "[ -e '%s' ] || { touch '%s'; kill -2 $$; }; exec %s \"$@\""
            .formatted(once, once, programs.resolve("heif-convert")));
    assertThat(reader().read(photo("a.heic", heif("heic", 48, 32, false))).width()).isEqualTo(48);
  }

  @Test
  void aLargerPictureThanTheHeaderSaysIsRefused() throws IOException {
    goodProgram("heif-dec");
    assertFault(photo("a.heic", heif("heic", 40, 32, false)), "made something else");
  }

  @Test
  void tooManyPixelsStartNothing() throws IOException {
    program("heif-dec", "touch '%s'".formatted(folder.resolve("started")));
    assertFault(photo("a.heic", heif("heic", 1000, 1000, false)), "is too large");
    assertThat(folder.resolve("started")).doesNotExist();
  }

  @Test
  void truncatedFilesStartNothing() throws IOException {
    goodProgram("heif-dec");
    byte[] whole = heif("heic", 48, 32, false);
    for (int length = 24; length < whole.length; length += 7) {
      assertFault(photo("cut.heic", Arrays.copyOf(whole, length)), "is c"); // cut short, corrupt
    }
  }

  private static List<Path> path() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
  }

  private static Optional<Path> installed(String name) {
    return path().stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findAny();
  }

  @ParameterizedTest
  @CsvSource({
    "heic, heif-enc, heif-convert, ''",
    "avif, avifenc, heif-convert, ''",
    "avif, avifenc, avifdec, ''",
    "avif, avifenc, heif-convert, --irot 1",
    "jxl, cjxl, djxl, ''"
  })
  void realDecoders(String ending, String encoder, String decoder, String options)
      throws Exception {
    Optional<Path> encodes = installed(encoder);
    Optional<Path> decodes = installed(decoder);
    Assumptions.assumeTrue(encodes.isPresent(), encoder + " is not installed");
    Assumptions.assumeTrue(decodes.isPresent(), decoder + " is not installed");
    Path png = photo("in.png", ExampleFiles.encode("png", ExampleFiles.quarters()));
    Path encoded = folder.resolve("in." + ending);
    List<String> command = new ArrayList<>(List.of(encodes.get().toString()));
    command.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    command.add(png.toString());
    command.addAll(
        encoder.equals("heif-enc") ? List.of("-o", encoded.toString()) : List.of("" + encoded));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    Files.createSymbolicLink(programs.resolve(decoder), decodes.get());
    Photo read =
        new PhotoReader(
                Limits.DEFAULT,
                new InstalledDecoders(List.of(programs), temporary, Duration.ofSeconds(60)))
            .read(encoded);
    boolean turned = !options.isEmpty();
    assertThat(read.width()).isEqualTo(turned ? 32 : 48);
    // upper left: red, or green once turned anticlockwise
    int[] corner = turned ? new int[] {20, 230, 20} : new int[] {230, 20, 20};
    for (int c = 0; c < 3; c++) {
      assertThat(read.rgb()[3 * (2 * read.width() + 2) + c] & 255).isCloseTo(corner[c], within(30));
    }
    assertNothingLeft();
  }
}
