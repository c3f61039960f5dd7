package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.tensor.SafeTensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class FeatureFileTest {
  private static final FeatureKey KEY =
      new FeatureKey("vgg16/fc7", "sha256:12", "{\"side\":224}", 3);
  private static final List<String> NAMES = List.of("a.jpg", "ü/写.jpg", "c");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("f.safetensors");
  }

  private Path part() {
    return folder.resolve("f.safetensors.part");
  }

  private static float[] vector(String name) {
    int h = name.hashCode();
    return new float[] {h, h * 0.5f, -1};
  }

  private void append(List<String> names) throws IOException {
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file(), KEY)) {
      for (String name : names) {
        writer.append(name, vector(name));
      }
      writer.flush();
    }
  }

  private void assertHolds(List<String> names) throws IOException {
    FeatureFile read = FeatureFile.open(file(), KEY);
    assertThat(read.names()).isEqualTo(names);
    assertThat(read.size()).isEqualTo(names.size());
    assertThat(read.dimension()).isEqualTo(3);
    assertThat(read.vectors().shape()).containsExactly(names.size(), 3);
    for (String name : names) {
      assertThat(read.contains(name)).isTrue();
      assertThat(read.vectors().getRow(read.row(name)).toFloatVector())
          .containsExactly(vector(name));
    }
    assertThat(part()).doesNotExist();
  }

  private void finish(List<String> names) throws IOException {
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file(), KEY)) {
      for (String name : names) {
        if (!writer.done().contains(name)) {
          writer.append(name, vector(name));
        }
      }
      writer.finish();
    }
  }

  @Test
  void theHeaderHasOneOrder() throws IOException {
    finish(NAMES);
    assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1))
        .containsSubsequence("\"format\":", "\"key\":", "\"names\":", "\"version\":");
  }

  @Test
  void vectorsComeBack() throws IOException {
    finish(NAMES);
    assertHolds(NAMES);
    FeatureFile read = FeatureFile.open(file(), null);
    assertThat(read.key()).isEqualTo(KEY);
    assertThat(read.contains("b")).isFalse();
    assertThatThrownBy(() -> read.row("b"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file() + ": no vector for 'b' among 3");
  }

  @Test
  void noVectorsAreAFileToo() throws IOException {
    finish(List.of());
    assertHolds(List.of());
  }

  @Test
  void wherverAJournalWasCutItGoesOn() throws IOException {
    append(NAMES);
    byte[] whole = Files.readAllBytes(part());
    List<Integer> kept = new ArrayList<>();
    for (int length = 0; length <= whole.length; length++) {
      Files.write(part(), Arrays.copyOf(whole, length));
      try (FeatureFileWriter writer = FeatureFileWriter.resume(file(), KEY)) {
        assertThat(writer.done()).containsExactlyElementsOf(NAMES.subList(0, writer.done().size()));
        kept.add(writer.done().size());
        for (String name : NAMES.subList(writer.done().size(), NAMES.size())) {
          writer.append(name, vector(name));
        }
      }
      assertThat(Files.readAllBytes(part())).isEqualTo(whole);
    }
    assertThat(kept).isSorted().contains(0, 1, 2).endsWith(3);
    finish(NAMES);
    assertHolds(NAMES);
  }

  @Test
  void aFlippedBitCostsItsRecordAndThoseBehindIt() throws IOException {
    append(NAMES);
    int header = FeatureHeader.line(KEY).length;
    byte[] whole = Files.readAllBytes(part());
    for (int i = header; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= 4;
      Files.write(part(), broken);
      try (FeatureFileWriter writer = FeatureFileWriter.resume(file(), KEY)) {
        assertThat(writer.done()).hasSizeLessThan(3);
        assertThat(writer.done()).containsExactlyElementsOf(NAMES.subList(0, writer.done().size()));
      }
    }
  }

  @Test
  void aFinishedFileTakesMore() throws IOException {
    finish(NAMES.subList(0, 2));
    append(NAMES.subList(2, 3));
    finish(List.of("d"));
    assertHolds(List.of("a.jpg", "ü/写.jpg", "c", "d"));
    finish(List.of("a.jpg"));
    assertHolds(List.of("a.jpg", "ü/写.jpg", "c", "d"));
  }

  @Test
  void aJournalThatOutlivedItsFileAddsNothingTwice() throws IOException {
    append(NAMES);
    byte[] journal = Files.readAllBytes(part());
    finish(List.of());
    Files.write(part(), journal);
    finish(List.of("d"));
    assertHolds(List.of("a.jpg", "ü/写.jpg", "c", "d"));
  }

  @Test
  void anotherKeyIsRefusedWithWhatDiffers() throws IOException {
    FeatureKey other = new FeatureKey("vgg16/fc7", "sha256:34", "{\"side\":224}", 4);
    append(NAMES);
    byte[] journal = Files.readAllBytes(part());
    assertThatThrownBy(() -> FeatureFileWriter.resume(file(), other))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            part()
                + ": holds vectors of another kind: expected weights sha256:34, found sha256:12;"
                + " expected dimension 4, found 3");
    assertThat(Files.readAllBytes(part())).isEqualTo(journal);
    finish(NAMES);
    assertThatThrownBy(() -> FeatureFileWriter.resume(file(), other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected weights sha256:34, found sha256:12");
    assertThatThrownBy(() -> FeatureFile.open(file(), other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected dimension 4, found 3");
    assertThat(part()).doesNotExist();
  }

  @Test
  void duplicatesWrongLengthsAndSecondWritersAreRefused() throws IOException {
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file(), KEY)) {
      writer.append("a", new float[3]);
      assertThatThrownBy(() -> writer.append("a", new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'a' has its vector already");
      assertThatThrownBy(() -> writer.append("b", new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'b': expected a vector of 3 numbers, found 2");
      assertThatThrownBy(() -> FeatureFileWriter.resume(file(), KEY))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("is being written already");
      assertThat(writer.done()).containsExactly("a");
    }
  }

  @Test
  void otherFilesAreNotTakenForVectors() throws IOException {
    for (String other : List.of("holiday", "{}\n", "null\n", "{\"format\":\"x\"}\n")) {
      Files.writeString(part(), other);
      assertThatThrownBy(() -> FeatureFileWriter.resume(file(), KEY))
          .as(other)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected");
      assertThat(part()).hasContent(other.strip());
    }
    Map<String, String> metadata = FeatureHeader.metadata(KEY, List.of("a", "b"), "");
    SafeTensorsWriter.write(file(), Map.of("vectors", Nd4j.zeros(3, 3)), metadata);
    assertThatThrownBy(() -> FeatureFile.open(file(), KEY))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file() + ": expected vectors of shape [2, 3], found [3, 3]");
    SafeTensorsWriter.write(
        file(),
        Map.of("vectors", Nd4j.zeros(2, 3)),
        FeatureHeader.metadata(KEY, List.of("a", "a"), ""));
    assertThatThrownBy(() -> FeatureFile.open(file(), KEY))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found twice: a");
    SafeTensorsWriter.write(file(), Map.of("w", Nd4j.zeros(2, 3)), Map.of());
    assertThatThrownBy(() -> FeatureFile.open(file(), KEY))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected image vectors");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file(), part());
    }
  }
}
