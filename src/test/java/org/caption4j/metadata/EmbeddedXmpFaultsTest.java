package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.DamagedFiles;
import org.caption4j.image.ExampleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is told in one line, and leaves the photo as it was. */
@Timeout(120)
class EmbeddedXmpFaultsTest {
  private static final XmpPacket DOG = packet("A dog runs.");

  @TempDir Path folder;

  private static XmpPacket packet(String text) {
    XmpPacket packet = XmpPacket.empty();
    packet.describe(new PhotoDescription("en", text));
    return packet;
  }

  static Set<String> variants() {
    return PhotoFiles.all().keySet();
  }

  private Path photo(byte[] file) throws IOException {
    return Files.write(folder.resolve("photo"), file);
  }

  private void requireRefused(byte[] file, XmpPacket packet, String message) throws IOException {
    Path photo = photo(file);
    assertThatThrownBy(() -> EmbeddedXmp.write(photo, packet, FileTimes.NEW))
        .isInstanceOf(BadInputException.class)
        .hasMessage(photo + message);
    requireAsItWas(photo, file);
  }

  private void requireAsItWas(Path photo, byte[] file) throws IOException {
    assertThat(Files.readAllBytes(photo)).isEqualTo(file);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  private void requireRefused(byte[] file, String message) throws IOException {
    requireRefused(file, DOG, message);
    Path photo = photo(file);
    assertThatThrownBy(() -> EmbeddedXmp.read(photo))
        .isInstanceOf(BadInputException.class)
        .hasMessage(photo + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp", "tiff"})
  void otherFormatsHaveNoPlace(String extension) throws IOException {
    requireRefused(
        ExampleFiles.encode(extension, ExampleFiles.quarters()),
        " has no place for XMP: expected JPEG, PNG or WebP but found %s; write a sidecar file instead"
            .formatted(extension.toUpperCase(Locale.ROOT)));
  }

  @Test
  void whatIsNoPhotoIsRefused() throws IOException {
    requireRefused(
        PhotoFiles.latin1("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
        " has no place for XMP: expected JPEG, PNG or WebP but found HEIC; write a sidecar file instead");
    requireRefused(new byte[0], " is empty: expected a photo but found 0 bytes");
    String otherwise =
        " is no photo that is known: expected JPEG, PNG or WebP but its %,d bytes begin otherwise";
    requireRefused(PhotoFiles.latin1("text"), otherwise.formatted(4));
    byte[] late = PhotoFiles.joined(new byte[1], PhotoFiles.jpeg());
    requireRefused(late, otherwise.formatted(late.length));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsNoRegularFileIsRefused() throws Exception {
    Path pipe = folder.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("gone.jpg"));
    for (Path path :
        List.of(pipe, link, folder, Path.of("/dev/zero"), folder.resolve("none.jpg"))) {
      assertThatThrownBy(() -> EmbeddedXmp.read(path))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(path + ": ")
          .hasMessageEndingWith(", expected a photo");
      assertThatThrownBy(() -> EmbeddedXmp.write(path, DOG, FileTimes.NEW))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(path + ": ")
          .hasMessageEndingWith(", expected a photo");
    }
  }

  @Test
  void aPacketThatIsTooLargeForAJpegIsRefused() throws IOException {
    int rest = 65_502 - packet("a").toPacket().length; // the text stands there four times
    String text = "a".repeat(1 + rest / 4);
    byte[] file = PhotoFiles.jpeg();
    Path photo = photo(file);
    EmbeddedXmp.write(photo, packet(text), FileTimes.NEW);
    assertThat(EmbeddedXmp.read(photo).orElseThrow().description("en")).hasValue(text);
    XmpPacket larger = packet(text + "a");
    requireRefused(
        file,
        larger,
        " has no room for its XMP: expected at most 65,502 bytes in a JPEG but there would be %,d; write a sidecar file instead"
            .formatted(larger.toPacket().length));
  }

  @Test
  void twoPacketsAreRefused() throws IOException {
    for (String variant : List.of("JPEG", "PNG", "WebP lossy")) {
      Path photo = photo(PhotoFiles.all().get(variant));
      EmbeddedXmp.write(photo, DOG, FileTimes.NEW);
      byte[] once = Files.readAllBytes(photo);
      String packet =
          PhotoFiles.parts(once).stream().filter(PhotoFiles::isXmp).findFirst().orElseThrow();
      int at = new String(once, StandardCharsets.ISO_8859_1).indexOf(packet);
      byte[] twice = ExampleFiles.splice(once, at, PhotoFiles.latin1(packet));
      if (variant.startsWith("WebP")) {
        ByteBuffer.wrap(twice).order(ByteOrder.LITTLE_ENDIAN).putInt(4, twice.length - 8);
      }
      requireRefused(
          twice,
          " has more than one packet of XMP: expected one; make one of them, or write a sidecar file instead");
    }
  }

  @Test
  void aPacketBehindTheListOfFurtherPicturesStays() throws IOException {
    byte[] file = PhotoFiles.all().get("JPEG with a second picture");
    int end = 0;
    for (String part : PhotoFiles.parts(file)) {
      end += part.length();
      if (part.startsWith("MPF\0", 4)) {
        break;
      }
    }
    byte[] segment = PhotoFiles.segment(0xe1, PhotoFiles.JPEG_XMP + XmpPacketTest.xmp(""));
    requireRefused(
        ExampleFiles.splice(file, end, segment),
        DOG,
        " has its XMP behind its list of further pictures (MPF), which would not be found again; write a sidecar file instead");
  }

  @Test
  void brokenFilesAreRefused() throws IOException {
    byte[] jpeg = PhotoFiles.jpeg();
    requireRefused(
        Arrays.copyOf(jpeg, 30),
        " is cut short: expected a JPEG segment of 67 bytes at byte 22 but the file has 30 bytes; copy it again");
    byte[] noMarker = jpeg.clone();
    noMarker[20] = 7;
    requireRefused(noMarker, " is corrupt: expected a JPEG marker at byte 20 but found 0x07");
    requireRefused(
        PhotoFiles.latin1("\u00ff\u00d8\u00ff\u00d9"),
        " is corrupt: a JPEG without a picture in it");
    byte[] png = PhotoFiles.all().get("PNG");
    requireRefused(
        Arrays.copyOf(png, 50),
        " is cut short: expected the %,d bytes of PNG chunk IDAT at byte 41 but the file has 50 bytes; copy it again"
            .formatted(ByteBuffer.wrap(png).getInt(33)));
    requireRefused(
        PhotoFiles.joined(
            Arrays.copyOf(png, 33), Arrays.copyOfRange(png, png.length - 12, png.length)),
        " is corrupt: a PNG without a picture in it (no IDAT chunk)");
    byte[] webp = PhotoFiles.all().get("WebP lossy");
    requireRefused(
        Arrays.copyOf(webp, webp.length - 1),
        " is cut short: expected the %,d bytes that the WebP header promises at byte 8 but the file has %,d bytes; copy it again"
            .formatted(webp.length, webp.length - 1));
  }

  @Test
  void aPacketThatCannotBeUnpackedOrParsedIsRefused() throws IOException {
    byte[] png = PhotoFiles.all().get("PNG");
    byte[] packed = PhotoFiles.latin1("XML:com.adobe.xmp\0\1\0\0\0no zlib");
    requireRefusedToRead(
        ExampleFiles.splice(png, 33, ExampleFiles.pngChunk("iTXt", packed)),
        " is corrupt: its XMP in chunk iTXt cannot be unpacked; save it anew");
    byte[] bomb =
        PhotoFiles.joined(
            PhotoFiles.latin1("XML:com.adobe.xmp\0\1\0\0\0"),
            PhotoFiles.deflated(new byte[40 << 20]));
    Path photo = photo(ExampleFiles.splice(png, 33, ExampleFiles.pngChunk("iTXt", bomb)));
    assertThatThrownBy(() -> EmbeddedXmp.read(photo))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            photo + " has too much XMP: expected at most 16,777,216 bytes but found ")
        .hasMessageEndingWith("write a sidecar file instead");
    byte[] wrongSum =
        ExampleFiles.pngChunk("iTXt", PhotoFiles.latin1("XML:com.adobe.xmp\0\0\0\0\0<a"));
    wrongSum[wrongSum.length - 1]++;
    assertThatThrownBy(() -> EmbeddedXmp.read(photo(ExampleFiles.splice(png, 33, wrongSum))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(" is corrupt: expected checksum ");
    byte[] jpeg = PhotoFiles.jpeg();
    requireRefusedToRead(
        ExampleFiles.splice(jpeg, 2, PhotoFiles.segment(0xe1, PhotoFiles.JPEG_XMP + "<a/>")),
        ": its XMP cannot be read: expected an element rdf:RDF but found none; repair or remove it");
  }

  private void requireRefusedToRead(byte[] file, String message) throws IOException {
    Path photo = photo(file);
    assertThatThrownBy(() -> EmbeddedXmp.read(photo))
        .isInstanceOf(BadInputException.class)
        .hasMessage(photo + message);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void damagedOnesAreWrittenOrRefusedInALineAndNeverHalfWritten(String variant) throws IOException {
    Path photo = Files.write(folder.resolve("photo"), PhotoFiles.all().get(variant));
    EmbeddedXmp.write(photo, DOG, FileTimes.NEW);
    DamagedFiles.open(
        photo,
        40,
        damaged -> {
          byte[] before = Files.readAllBytes(damaged);
          try {
            EmbeddedXmp.write(damaged, packet("A cat."), FileTimes.NEW);
          } catch (BadInputException e) {
            requireAsItWas(damaged, before);
            throw e;
          }
          assertThat(EmbeddedXmp.read(damaged).orElseThrow().description("en")).hasValue("A cat.");
        });
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatMayNotBeWrittenIsLeftAlone() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
    byte[] file = PhotoFiles.jpeg();
    Path below = Files.createDirectory(folder.resolve("below"));
    Path photo = Files.write(below.resolve("photo.jpg"), file);
    Files.setPosixFilePermissions(photo, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> EmbeddedXmp.write(photo, DOG, FileTimes.NEW))
        .isInstanceOf(BadInputException.class)
        .hasMessage(photo + ": may not be written: check its permissions");
    Files.setPosixFilePermissions(photo, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThatThrownBy(() -> EmbeddedXmp.write(photo, DOG, FileTimes.NEW))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("may not be written");
      assertThat(Files.readAllBytes(photo)).isEqualTo(file);
    } finally {
      Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDiskThatIsFullLeavesThePhotoAsItWas() throws IOException, InterruptedException {
    byte[] file = PhotoFiles.joined(PhotoFiles.jpeg(), new byte[1 << 20]);
    Path photo = photo(file);
    // files of this process's child may grow to a part of the photo's length alone
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "trap '' XFSZ; ulimit -f 512; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                photo.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isEqualTo(3);
    assertThat(out).contains(photo + ": File too large");
    requireAsItWas(photo, file);
  }

  /** Embeds in a process of its own. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      try {
        EmbeddedXmp.write(Path.of(args[0]), DOG, FileTimes.NEW);
      } catch (IOException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }
}
