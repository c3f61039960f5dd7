package org.caption4j.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmpSidecarTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("photo.xmp");
  }

  private static XmpSidecar sidecar(ExistingText existing) {
    return new XmpSidecar(new Wording("", "", " ", existing), "en");
  }

  private String description() throws IOException {
    return XmpPacket.parse(Files.readAllBytes(file), "photo.xmp").description("en").orElse("");
  }

  @Test
  void theBestCaptionIsItsDescription() throws IOException {
    assertThat(sidecar(ExistingText.SKIP).isDescribed(file)).isFalse();
    sidecar(ExistingText.SKIP).describe(file, List.of("a dog", "a brown dog"));
    assertThat(description()).isEqualTo("a dog");
    assertThat(sidecar(ExistingText.SKIP).isDescribed(file)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP, my words",
    "OVERWRITE, a dog",
    "APPEND, my words a dog",
    "PREPEND, a dog my words",
  })
  void whatIsThereIsChangedAsAskedAndOnce(ExistingText existing, String expected)
      throws IOException {
    sidecar(ExistingText.SKIP).describe(file, List.of("my words"));
    for (int times = 0; times < 2; times++) {
      sidecar(existing).describe(file, List.of("a dog"));
      assertThat(description()).isEqualTo(expected);
    }
  }

  @Test
  void othersPropertiesWithoutADescriptionAreNoDescription() throws IOException {
    String rated =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='4'/></rdf:RDF></x:xmpmeta>";
    Files.writeString(file, rated);
    assertThat(sidecar(ExistingText.SKIP).isDescribed(file)).isFalse();
    sidecar(ExistingText.SKIP).describe(file, List.of("a dog"));
    assertThat(description()).isEqualTo("a dog");
    assertThat(Files.readString(file)).contains("xmp:Rating=\"4\"");
  }

  @Test
  void whatIsNoXmpIsLeftAsItIs() throws IOException {
    Files.writeString(file, "notes");
    assertThatThrownBy(() -> sidecar(ExistingText.OVERWRITE).describe(file, List.of("a dog")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("photo.xmp");
    assertThat(file).hasContent("notes");
  }
}
