package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A photo is one place, however its folder is written. */
@DisabledOnOs(OS.WINDOWS)
class PhotoPlacesTest {
  private static final String HERE = Path.of("").toAbsolutePath().toString();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photos/a/猫.jpg",
        "./photos/a/猫.jpg",
        "photos//a/./猫.jpg",
        "x/../photos/a/猫.jpg",
        "/real/a/猫.jpg"
      })
  void pathsWithoutRecordedFoldersAreOfThisFolder(String path) {
    PhotoPlaces places = new PhotoPlaces(Map.of(), Map.of("photos", "/real"));
    assertThat(places.of(path)).isEqualTo("/real/a/猫.jpg");
    assertThat(places.of(HERE + "/photos/a/猫.jpg")).isEqualTo("/real/a/猫.jpg");
  }

  @Test
  void recordedFoldersAreWhereTheyWere() {
    PhotoPlaces places =
        new PhotoPlaces(
            Map.of("photos", "/x/photos", "photos/more", "/y/more"), Map.of(".", "/x/photos"));
    assertThat(places.of("photos/a.jpg"))
        .isEqualTo(places.of("./a.jpg"))
        .isEqualTo("/x/photos/a.jpg");
    assertThat(places.of("photos/more/a.jpg")).isEqualTo("/y/more/a.jpg");
    assertThat(places.of("photos2/a.jpg")).isEqualTo("/x/photos/photos2/a.jpg");
    assertThat(places.of("/z/a.jpg")).isEqualTo("/z/a.jpg");
  }

  @Test
  void filesThatAreNamedAloneLieInTheFolderOfTheirRun() {
    PhotoPlaces places = new PhotoPlaces(Map.of("", "/x", "b", "/y"), Map.of("/x", "/x"));
    assertThat(places.of("a.jpg")).isEqualTo("/x/a.jpg").isEqualTo(places.of("/x/a.jpg"));
    assertThat(places.of("b/a.jpg")).isEqualTo("/y/a.jpg");
    assertThat(new PhotoPlaces(Map.of(), Map.of("", "/x")).of(HERE + "/a.jpg"))
        .isEqualTo("/x/a.jpg");
  }

  @Test
  void theRootIsAFolder() {
    PhotoPlaces places = new PhotoPlaces(Map.of(), Map.of("/", "/"));
    assertThat(places.of("/a.jpg")).isEqualTo("/a.jpg");
    assertThat(places.of("../".repeat(50) + "a.jpg")).isEqualTo("/a.jpg");
  }

  @Test
  void namesThatAreNotUtf8StayDifferent() {
    PhotoPlaces places = new PhotoPlaces(Map.of(), Map.of(".", "/real"));
    String uri = "file://" + HERE;
    assertThat(places.of(uri + "/./%FF.jpg"))
        .isEqualTo(places.of(uri + "/%FF.jpg"))
        .isEqualTo("file:///real/%FF.jpg")
        .isNotEqualTo(places.of(uri + "/%FE.jpg"));
  }
}
