package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captions that somebody wrote to read other files, or to fill the memory. */
class UntrustedCaptionsTest {
  private static final FeatureKey KEY = new FeatureKey("n", "w", "p", 3);

  @TempDir Path folder;

  private static final String COCO =
      "{\"images\":[{\"id\":1,\"file_name\":\"NAME\"}],\"annotations\":[{\"image_id\":1,\"caption\":\"A dog\"}]}";
  private static final String KARPATHY =
      "{\"images\":[{\"imgid\":1,\"filename\":\"NAME\",\"split\":\"train\",\"sentences\":[{\"raw\":\"A dog\"}]}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        COCO,
        KARPATHY,
        "NAME#0\tA dog\n",
        "image,caption\nNAME,A dog\n",
        "NAME\tA dog\n",
        "{\"file_name\":\"NAME\",\"text\":\"A dog\"}\n"
      })
  void photosOutsideTheirFolderAreAskedFor(String format) throws IOException {
    for (String name : new String[] {"/etc/shadow.jpg", "../../a.jpg", "a/../../b.jpg"}) {
      CaptionDataSet data = read(format.replace("NAME", name));
      assertThatThrownBy(() -> PhotoReach.FOLDER.require(data, folder))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(name, "leads out of it", "--allow-outside");
      PhotoReach.ANYWHERE.require(data, folder);
    }
    for (String name : new String[] {"a/../b/c.jpg", folder.resolve("d.jpg").toString()}) {
      PhotoReach.FOLDER.require(read(format.replace("NAME", name)), folder);
    }
  }

  private CaptionDataSet read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("captions"), content);
    boolean split = content.contains("sentences");
    return CaptionDataSets.read(file + (split ? "#train" : ""));
  }

  @Test
  void aNameThatCanBeNoneIsRefused() {
    assertThatThrownBy(() -> read(COCO.replace("NAME", "a\\u0000b.jpg")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected the name of a file, found 'a\\u0000b.jpg'");
  }

  @Test
  void gzipOfFarMoreThanTextIsRefused() throws IOException {
    Path file = folder.resolve("bomb.gz");
    byte[] line = "a.jpg#0\tA dog .\n".repeat(1 << 12).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int k = 0; k < 2000; k++) {
        out.write(line);
      }
    }
    assertThatThrownBy(() -> CaptionDataSets.read(file.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("bomb.gz", "expected");
    Path spaces = folder.resolve("spaces.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(spaces))) {
      byte[] blank = "\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int k = 0; k < 2000; k++) {
        out.write(blank);
      }
    }
    assertThatThrownBy(() -> CaptionDataSets.read(spaces.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 200 bytes for each compressed one");
  }

  private Path features() throws IOException {
    Path file = folder.resolve("features.safetensors");
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file, KEY)) {
      writer.append("a.jpg", new float[] {1, 2, 3});
      writer.append("b.jpg", new float[] {4, 5, 6});
      writer.finish();
    }
    return file;
  }

  @Test
  void aFlippedByteOfAFeatureFileIsNoticed() throws IOException {
    Path file = features();
    byte[] bytes = Files.readAllBytes(file);
    for (int at = bytes.length - 24; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;
      Files.delete(file);
      Files.write(file, flipped);
      assertThatThrownBy(() -> FeatureFile.open(file, KEY))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("damaged, expected vectors with the checksum");
    }
  }

  @Test
  void aFeatureFileFromBeforeThereWereChecksumsIsRead() throws IOException {
    Path file = features();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] old = text.replace("\"crc32\"", "\"other\"").getBytes(StandardCharsets.ISO_8859_1);
    Files.delete(file);
    Files.write(file, old);
    assertThat(FeatureFile.open(file, KEY).size()).isEqualTo(2);
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file, KEY)) {
      writer.append("c.jpg", new float[] {7, 8, 9});
      writer.finish();
    }
    assertThat(FeatureFile.open(file, KEY).names()).containsExactly("a.jpg", "b.jpg", "c.jpg");
  }

  @Test
  void vectorsThatAreNoNumbersAreRefused() throws IOException {
    Path file = folder.resolve("features.safetensors");
    try (FeatureFileWriter writer = FeatureFileWriter.resume(file, KEY)) {
      writer.append("a.jpg", new float[] {1, Float.NaN, 3});
      writer.finish();
    }
    assertThatThrownBy(() -> FeatureFile.open(file, KEY))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tensor vectors: expected finite numbers");
  }
}
