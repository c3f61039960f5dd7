package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.caption4j.image.ExampleFiles;
import org.caption4j.image.PhotoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A packet gets into every kind of photo, and everything else stays as it is. */
class EmbeddedXmpTest {
  private static final PhotoDescription DOG = new PhotoDescription("en", "A dog runs.");

  @TempDir Path folder;

  static Set<String> variants() {
    return PhotoFiles.all().keySet();
  }

  private Path photo(String variant) throws IOException {
    return Files.write(
        folder.resolve("photo." + PhotoFiles.ending(variant)), PhotoFiles.all().get(variant));
  }

  private static XmpPacket described(XmpPacket packet, PhotoDescription description) {
    packet.describe(description);
    return packet;
  }

  private static void embed(Path photo, PhotoDescription description) throws IOException {
    XmpPacket packet = EmbeddedXmp.read(photo).orElseGet(XmpPacket::empty);
    EmbeddedXmp.write(photo, described(packet, description), FileTimes.NEW);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aPacketIsInserted(String variant) throws IOException {
    Path photo = photo(variant);
    byte[] before = Files.readAllBytes(photo);
    assertThat(EmbeddedXmp.read(photo)).isEmpty();
    embed(photo, DOG);
    assertThat(EmbeddedXmp.read(photo).orElseThrow().description("en")).hasValue("A dog runs.");
    requireEqualButXmp(before, Files.readAllBytes(photo));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(photo);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aPacketIsReplaced(String variant) throws IOException {
    Path photo = photo(variant);
    byte[] before = Files.readAllBytes(photo);
    byte[] rich = XmpPacketTest.RICH.getBytes(StandardCharsets.UTF_8);
    EmbeddedXmp.write(photo, XmpPacket.parse(rich, "it"), FileTimes.NEW);
    List<Integer> places = placesOfXmp(Files.readAllBytes(photo));
    embed(photo, DOG);
    byte[] once = Files.readAllBytes(photo);
    embed(photo, DOG);
    assertThat(Files.readAllBytes(photo)).as("the same again").isEqualTo(once);
    embed(photo, new PhotoDescription("zh", "狗在跑。"));
    XmpPacket packet = EmbeddedXmp.read(photo).orElseThrow();
    assertThat(packet.description("de")).hasValue("Ein Hund.");
    assertThat(packet.description("en")).hasValue("A dog runs.");
    assertThat(packet.description("zh")).hasValue("狗在跑。");
    assertThat(new String(packet.toSidecar(), StandardCharsets.UTF_8))
        .contains("xmp:Rating=\"4\"", "<rdf:li>garden</rdf:li>", "own:note=\"foreign\"");
    byte[] after = Files.readAllBytes(photo);
    assertThat(placesOfXmp(after)).hasSize(1).isEqualTo(places);
    requireEqualButXmp(before, after);
  }

  /** The pixels, as two decoders see them, and every byte that is not of the packet. */
  private void requireEqualButXmp(byte[] before, byte[] after) throws IOException {
    assertThat(withoutXmp(after)).isEqualTo(withoutXmp(before));
    assertThat(pixels(after)).isEqualTo(pixels(before));
    Path first = Files.write(Files.createTempDirectory("xmp").resolve("photo"), before);
    Path second = Files.write(first.resolveSibling("after"), after);
    assertThat(new PhotoReader().read(second).rgb()).isEqualTo(new PhotoReader().read(first).rgb());
    Files.delete(first);
    Files.delete(second);
    Files.delete(first.getParent());
  }

  private static int[] pixels(byte[] file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(image).isNotNull();
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** The parts of a file in order; of a WebP without the header that a plain one has not. */
  private static List<String> withoutXmp(byte[] file) {
    List<String> parts = new ArrayList<>(PhotoFiles.parts(file));
    parts.removeIf(PhotoFiles::isXmp);
    if (file[0] == 'R') {
      assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 1)
          .as("an even length, unless the last byte lacks")
          .isLessThanOrEqualTo(parts.stream().anyMatch(part -> part.startsWith("odd ")) ? 1 : 0);
      parts.set(0, "RIFF");
      parts.removeIf(part -> part.startsWith("VP8X"));
      parts.replaceAll(part -> part.startsWith("odd ") ? "odd" : part);
    }
    return parts;
  }

  private static List<Integer> placesOfXmp(byte[] file) {
    List<String> parts = PhotoFiles.parts(file);
    return IntStream.range(0, parts.size())
        .filter(k -> PhotoFiles.isXmp(parts.get(k)))
        .boxed()
        .toList();
  }

  private byte[] embedded(byte[] file) throws IOException {
    Path photo = Files.write(folder.resolve("photo"), file);
    embed(photo, DOG);
    return Files.readAllBytes(photo);
  }

  private List<String> embedded(String variant) throws IOException {
    return PhotoFiles.parts(embedded(PhotoFiles.all().get(variant)));
  }

  @Test
  void inAJpegItGoesBehindJfifAndExifAndBeforeAllElse() throws IOException {
    assertThat(embedded("JPEG").get(2)).matches(PhotoFiles::isXmp);
    assertThat(embedded("JPEG without JFIF").get(1)).matches(PhotoFiles::isXmp);
    assertThat(embedded("JPEG with Exif, then JFIF").get(3)).matches(PhotoFiles::isXmp);
    assertThat(embedded("JPEG with Exif alone").get(2)).matches(PhotoFiles::isXmp);
    assertThat(embedded("JPEG with a profile and a comment").get(2)).matches(PhotoFiles::isXmp);
  }

  @Test
  void aSecondPictureIsFoundWhereTheFirstOneSays() throws IOException {
    byte[] file = PhotoFiles.all().get("JPEG with a second picture");
    for (byte[] any : List.of(file, embedded(file))) {
      int at = PhotoFiles.secondPicture(any);
      assertThat(any[at]).isEqualTo((byte) 0xff);
      assertThat(any[at + 1]).isEqualTo((byte) 0xd8);
      assertThat(any.length - at).isEqualTo(PhotoFiles.jpeg().length);
    }
  }

  @Test
  void extendedXmpStaysAsItIs() throws IOException {
    byte[] extension =
        PhotoFiles.segment(0xe1, "http://ns.adobe.com/xmp/extension/\0" + "0".repeat(200));
    byte[] plain = PhotoFiles.jpeg();
    String note =
        XmpPacketTest.xmp(
            "<rdf:Description rdf:about='' xmlns:n='http://ns.adobe.com/xmp/note/' n:HasExtendedXMP='0123'/>");
    byte[] file =
        ExampleFiles.splice(
            plain,
            2,
            PhotoFiles.joined(PhotoFiles.segment(0xe1, PhotoFiles.JPEG_XMP + note), extension));
    List<String> parts = PhotoFiles.parts(embedded(file));
    assertThat(parts.get(2)).isEqualTo(new String(extension, StandardCharsets.ISO_8859_1));
    assertThat(parts.get(1)).contains("xmpNote:HasExtendedXMP=\"0123\"", "A dog runs.");
  }

  @Test
  void inAPngItGoesBeforeThePictureAndWhatPointsIntoIt() throws IOException {
    for (String variant : List.of("PNG", "PNG animated", "PNG with Exif")) {
      List<String> parts = embedded(variant);
      assertThat(parts.get(placesOf(parts) + 1).substring(4)).startsWith("IDAT");
    }
    List<String> parts = embedded("PNG of Apple's");
    assertThat(parts.get(placesOf(parts) + 1).substring(4)).startsWith("iDOT");
  }

  private static int placesOf(List<String> parts) {
    return parts.indexOf(parts.stream().filter(PhotoFiles::isXmp).findFirst().orElseThrow());
  }

  @Test
  void aPackedPacketOfAPngIsReadAndReplaced() throws IOException {
    byte[] content =
        PhotoFiles.joined(
            PhotoFiles.latin1("XML:com.adobe.xmp\0\1\0en\0a keyword\0"),
            PhotoFiles.deflated(XmpPacketTest.RICH.getBytes(StandardCharsets.UTF_8)));
    byte[] plain = PhotoFiles.all().get("PNG");
    byte[] packed =
        ExampleFiles.splice(plain, plain.length - 12, ExampleFiles.pngChunk("iTXt", content));
    Path photo = Files.write(folder.resolve("packed.png"), packed);
    assertThat(EmbeddedXmp.read(photo).orElseThrow().description("de")).hasValue("Ein Hund.");
    byte[] after = embedded(packed);
    assertThat(placesOfXmp(after)).isEqualTo(placesOfXmp(packed));
    assertThat(new String(after, StandardCharsets.UTF_8)).contains("Ein Hund.", "A dog runs.");
    requireEqualButXmp(packed, after);
  }

  @Test
  void aPlainWebpGetsAHeader() throws IOException {
    assertThat(header("WebP lossy")).isEqualTo("04 45 31");
    assertThat(header("WebP lossless")).isEqualTo("04 45 31");
    assertThat(header("WebP lossless, transparent")).isEqualTo("14 45 31");
    assertThat(header("WebP lossy, transparent")).isEqualTo("14 45 31");
    assertThat(header("WebP animated")).isEqualTo("06 48 32");
    assertThat(header("WebP with Exif")).isEqualTo("0c 48 32");
  }

  /** Flags, width and height as the header has them. */
  private String header(String variant) throws IOException {
    byte[] file = embedded(PhotoFiles.all().get(variant));
    List<String> parts = PhotoFiles.parts(file);
    assertThat(parts.get(1)).startsWith("VP8X").hasSize(18);
    assertThat(parts.get(parts.size() - 2)).startsWith("XMP ");
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return "%02x %d %d"
        .formatted(file[20], (header.getInt(24) & 0xffffff) + 1, (header.getInt(26) >>> 8) + 1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreFollowedAndTheModeIsKept() throws IOException {
    Path photo = photo("JPEG");
    for (String mode : List.of("rw-r-----", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(photo, PosixFilePermissions.fromString(mode));
      Path link = folder.resolve(mode);
      Files.createSymbolicLink(link, photo);
      embed(link, new PhotoDescription("en", mode));
      assertThat(link).isSymbolicLink();
      assertThat(photo).isRegularFile();
      assertThat(EmbeddedXmp.read(photo).orElseThrow().description("en")).hasValue(mode);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(photo)))
          .isEqualTo(mode);
    }
  }

  @Test
  void theTimeIsKeptWhereThatIsAskedFor() throws IOException {
    Path photo = photo("PNG");
    FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z"));
    Files.setLastModifiedTime(photo, time);
    EmbeddedXmp.write(photo, described(XmpPacket.empty(), DOG), FileTimes.KEEP);
    assertThat(Files.getLastModifiedTime(photo)).isEqualTo(time);
    EmbeddedXmp.write(photo, described(XmpPacket.empty(), DOG), FileTimes.NEW);
    assertThat(Files.getLastModifiedTime(photo)).isGreaterThan(time);
  }

  @Test
  void namesMayBeAsLongAsTheSystemAllows() throws IOException {
    Path photo = folder.resolve("狗".repeat(83) + ".jpg");
    Files.write(photo, PhotoFiles.jpeg());
    embed(photo, DOG);
    assertThat(EmbeddedXmp.read(photo)).isPresent();
  }
}
