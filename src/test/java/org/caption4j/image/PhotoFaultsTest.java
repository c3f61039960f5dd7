package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoFaultsTest {
  @TempDir Path folder;
  private final PhotoReader reader = new PhotoReader();

  @Test
  void missingFile() {
    assertFault(folder.resolve("nobody.jpg"), "does not exist");
  }

  @Test
  void folderInPlaceOfAFile() {
    assertFault(folder, "is a folder");
  }

  @Test
  void emptyFile() throws IOException {
    assertFault(write("empty.jpg", new byte[0]), "is empty");
  }

  @Test
  void unreadableFile() throws IOException {
    Path path = write("secret.jpg", ExampleFiles.encode("jpg", ExampleFiles.quarters()));
    Assumptions.assumeTrue(
        Files.getFileStore(path).supportsFileAttributeView("posix"), "no POSIX permissions");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(path), "this user may read everything");
    assertFault(path, "may not be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A cat on a mat.", "BMW sells cars, not pictures.", "B", "RIFFxxxxWAVE"})
  void textNamesTheFormatsThatAreRead(String text) throws IOException {
    Path path = write("notes.jpg", text.getBytes(StandardCharsets.UTF_8));
    assertFault(path, "expected JPEG, PNG, WebP, GIF, BMP and TIFF");
  }

  static Stream<Arguments> cuts() {
    return Stream.of("jpg", "png", "webp", "bmp", "tiff", "gif")
        .flatMap(
            f ->
                Stream.of(0.02, 0.1, 0.3, 0.5, 0.75, 0.95, 0.999)
                    .map(part -> Arguments.of(f, part)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void truncatedFile(String format, double part) throws IOException {
    byte[] file = ExampleFiles.encode(format, PhotoReaderTest.noise(60, 50));
    int length = Math.min(file.length - 1, Math.max(12, (int) (part * file.length)));
    assertFault(write("cut." + format, Arrays.copyOf(file, length)), "is cut short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp", "bmp", "tiff", "gif"})
  void noiseAfterTheFirstBytesIsAFaultOrAPicture(String format) throws IOException {
    byte[] file = ExampleFiles.encode(format, PhotoReaderTest.noise(60, 50));
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      byte[] noisy = file.clone();
      int places = 1 + random.nextInt(8);
      for (int j = 0; j < places; j++) {
        int reach = i % 2 == 0 ? Math.min(200, noisy.length) : noisy.length;
        noisy[8 + random.nextInt(reach - 8)] = (byte) random.nextInt();
      }
      Path path = write("noisy." + format, noisy);
      try {
        assertThat(reader.read(path).rgb()).isNotEmpty();
      } catch (BadInputException e) {
        assertThat(e).hasMessageStartingWith(path.toString());
      }
    }
  }

  @Test
  void changedByteOfPngIsFoundByItsChecksum() throws IOException {
    byte[] file = ExampleFiles.encode("png", PhotoReaderTest.noise(20, 20));
    file[file.length / 2] ^= 1;
    assertFault(write("bit.png", file), "expected checksum");
  }

  @Test
  void zeroesInPlaceOfTheEndOfAJpeg() throws IOException {
    byte[] file = ExampleFiles.encode("jpg", PhotoReaderTest.noise(60, 50));
    Arrays.fill(file, file.length / 2, file.length, (byte) 0);
    assertFault(write("zeroes.jpg", file), "end-of-image marker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp", "bmp", "tiff", "gif"})
  void tooManyPixelsAreSeenInTheHeader(String format) throws IOException {
    Path path = write("large." + format, ExampleFiles.encode(format, ExampleFiles.quarters()));
    PhotoReader strict = new PhotoReader(new Limits(1 << 20, 48 * 32 - 1));
    assertThatThrownBy(() -> strict.read(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 1,535 pixels but its header says 1,536 (48x32)");
    assertThat(new PhotoReader(new Limits(1 << 20, 48 * 32)).read(path).width()).isEqualTo(48);
  }

  @Test
  void pngThatClaimsToBeEnormousTakesNoMemory() throws IOException {
    byte[] file = ExampleFiles.encode("png", ExampleFiles.quarters());
    byte[] header = Arrays.copyOfRange(file, 16, 29);
    Arrays.fill(header, 0, 8, (byte) 0x7f);
    byte[] chunk = ExampleFiles.pngChunk("IHDR", header);
    System.arraycopy(chunk, 0, file, 8, chunk.length);
    assertFault(write("bomb.png", file), "is too large");
  }

  /** A hundred megabytes of text in a hundred kilobytes. */
  @Test
  void packedTextOfAPngIsNotUnpacked() throws IOException {
    byte[] text = PngFiles.deflated(new byte[100_000_000]);
    byte[] chunk = new byte[text.length + 3];
    chunk[0] = 'k';
    System.arraycopy(text, 0, chunk, 3, text.length);
    byte[] plain = ExampleFiles.encode("png", ExampleFiles.quarters());
    byte[] bomb = ExampleFiles.splice(plain, 33, ExampleFiles.pngChunk("zTXt", chunk));
    Photo found = reader.read(write("bomb.png", bomb));
    assertThat(found.rgb()).isEqualTo(ExampleFiles.quarters().rgb());
    CheckedFile checked = checked(bomb);
    assertThat(checked.bytes()).as("what a decoder sees").isEqualTo(plain);
  }

  @Test
  void stripsThatLieOverOneAnotherAreRefused() throws IOException {
    int strips = 2000;
    ByteBuffer out = ByteBuffer.allocate(20_000 + 8 * strips).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 7);
    int[][] tags = {{256, 1}, {257, strips}, {258, 8}, {262, 1}, {273, 0}, {278, 1}, {279, 0}};
    for (int[] tag : tags) {
      boolean table = tag[1] == 0;
      out.putShort((short) tag[0]).putShort((short) 4).putInt(table ? strips : 1);
      out.putInt(tag[0] == 273 ? 200 : tag[0] == 279 ? 200 + 4 * strips : tag[1]);
    }
    for (int k = 0; k < strips; k++) {
      out.putInt(200 + 4 * k, 200).putInt(200 + 4 * (strips + k), 30_000);
    }
    assertFault(write("strips.tiff", out.array()), "the strips of the TIFF lie over one another");
  }

  @Test
  void tooManyBytes() throws IOException {
    byte[] file = ExampleFiles.encode("png", ExampleFiles.quarters());
    Path path = write("heavy.png", file);
    PhotoReader strict = new PhotoReader(new Limits(file.length - 1, 1_000_000));
    assertThatThrownBy(() -> strict.read(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is too large");
  }

  private static CheckedFile checked(byte[] png) throws IOException {
    try {
      return new PngStructure().check(png);
    } catch (DamagedFileException e) {
      throw new IOException(e);
    }
  }

  private void assertFault(Path path, String what) {
    assertThatThrownBy(() -> reader.read(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(what)
        .message()
        .doesNotContain("\n");
  }

  private Path write(String name, byte[] file) throws IOException {
    return Files.write(folder.resolve(name), file);
  }
}
