package org.caption4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Preprocessings by name, and from files. */
class PreprocessingPresetTest {
  @TempDir Path folder;

  @Test
  void namesStandForFormulas() {
    assertThat(PreprocessingPreset.named("tf")).contains(Preprocessing.mobileNet(224));
    assertThat(PreprocessingPreset.named("TF:299")).contains(Preprocessing.mobileNet(299));
    assertThat(PreprocessingPreset.named("caffe")).contains(Preprocessing.kerasVgg(224));
    assertThat(PreprocessingPreset.named("torchvision:64"))
        .contains(Preprocessing.torchvision(64, 64).withFit(Fit.SQUASH, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "keras", "tf:", "tf:0", "tf:x", "tf:99999", "tf:224:3", "tf.json"})
  void othersAreNoNames(String text) {
    assertThat(PreprocessingPreset.named(text)).isEmpty();
  }

  @Test
  void aFileHoldsWhatAModelHolds() throws Exception {
    Path file = folder.resolve("photos.json");
    Preprocessing written = Preprocessing.torchvision(224, 256);
    new ObjectMapper().writeValue(file.toFile(), written);
    assertThat(PreprocessingFile.read(file)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"width\": 224}", "{\"width\": \"wide\"}", "JPEG"})
  void otherFilesAreToldInOneLine(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("photos.json"), content);
    assertThatThrownBy(() -> PreprocessingFile.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": expected a preprocessing in JSON");
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    assertThatThrownBy(() -> PreprocessingFile.read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageEndingWith("is a folder, expected a preprocessing in JSON");
    assertThatThrownBy(() -> PreprocessingFile.read(folder.resolve("none")))
        .isInstanceOf(BadInputException.class)
        .hasMessageEndingWith("no such file, expected a preprocessing in JSON");
  }
}
