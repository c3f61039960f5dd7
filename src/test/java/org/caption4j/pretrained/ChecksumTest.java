package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.pretrained.Checksum.Algorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
  /** Of the three letters "abc", from the standards' own examples. */
  static final List<Checksum> OF_ABC =
      List.of(
          new Checksum(
              Algorithm.SHA_256,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
          new Checksum(Algorithm.SHA_256_PREFIX, "BA7816BF"),
          new Checksum(Algorithm.MD5, "900150983cd24fb0d6963f7d28e17f72"),
          new Checksum(Algorithm.ADLER_32, "38600999"));

  @TempDir Path folder;
  private Path abc;
  private Path abd;

  @BeforeEach
  void write() throws IOException {
    abc = Files.writeString(folder.resolve("abc"), "abc");
    abd = Files.writeString(folder.resolve("abd"), "abd");
  }

  @Test
  void tellsFilesApart() throws IOException {
    for (Checksum checksum : OF_ABC) {
      checksum.verify(abc);
      assertThatThrownBy(() -> checksum.verify(abd))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("%s: expected %s but found ".formatted(abd, checksum));
    }
    assertThatThrownBy(() -> OF_ABC.get(2).verify(abd))
        .hasMessageEndingWith("but found 4911e516e5aa21d327512e0c8b197616");
  }

  @Test
  void readsAFileOnceForAllOfThem() throws IOException {
    FileDigests digests = FileDigests.of(abc, EnumSet.allOf(Algorithm.class));
    assertThat(OF_ABC).allMatch(digests::match);
    FileDigests others = FileDigests.of(abd, EnumSet.allOf(Algorithm.class));
    assertThat(OF_ABC).noneMatch(others::match);
  }

  @Test
  void refusesValuesThatCannotBeMeant() {
    assertThatThrownBy(() -> new Checksum(Algorithm.SHA_256_PREFIX, "ba7816b"))
        .hasMessage("expected SHA-256-PREFIX of 8 to 64 hexadecimal digits but found ba7816b");
    assertThatThrownBy(() -> new Checksum(Algorithm.SHA_256, "ba7816bf"))
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> new Checksum(Algorithm.ADLER_32, "3c"))
        .hasMessageContaining("a decimal number");
    assertThatThrownBy(() -> new Checksum(null, "3c")).hasMessageContaining("algorithm");
  }
}
