package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SafeTensorsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("t.safetensors");
  }

  /** A file by the published format: length, header, data. */
  private Path handMade(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(file(), bytes.array());
  }

  private static byte[] littleEndian(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Test
  void equalInputGivesEqualBytes() throws IOException {
    Map<String, INDArray> tensors = Map.of("a", Nd4j.scalar(1f));
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, String> reversed = new LinkedHashMap<>();
    for (int k = 0; k < 10; k++) {
      metadata.put("key" + k, "value");
      reversed.put("key" + (9 - k), "value");
    }
    SafeTensorsWriter.write(file(), tensors, metadata);
    byte[] written = Files.readAllBytes(file());
    SafeTensorsWriter.write(file(), tensors, reversed);
    assertThat(Files.readAllBytes(file())).isEqualTo(written);
  }

  @Test
  void everyKindOfArrayComesBack() throws IOException {
    INDArray base = Nd4j.arange(24).castTo(DataType.FLOAT).reshape(4, 6);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("plain", base);
    tensors.put("scalar", Nd4j.scalar(2.5f));
    tensors.put("f order", base.dup('f'));
    tensors.put("transposed", base.transpose());
    tensors.put(
        "strided", base.get(NDArrayIndex.interval(1, 2, 4), NDArrayIndex.interval(0, 2, 6)));
    tensors.put("row", base.getRow(2));
    tensors.put("doubles", Nd4j.createFromArray(1.0 / 3, -7.0));
    tensors.put("ints", Nd4j.createFromArray(Integer.MIN_VALUE, 3));
    tensors.put("longs", Nd4j.createFromArray(Long.MAX_VALUE, 3L));
    tensors.put("halves", Nd4j.createFromArray(0.5f, -2f).castTo(DataType.FLOAT16));
    tensors.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
    tensors.put("größe/写真 \"1\"\n", Nd4j.createFromArray(new float[][] {{1}, {2}}));
    Map<String, String> metadata = Map.of("format", "pt", "写真", "ü");
    SafeTensorsWriter.write(file(), tensors, metadata);

    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.metadata()).isEqualTo(metadata);
      assertThat(read.names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
      for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
        String name = tensor.getKey();
        INDArray expected = tensor.getValue();
        INDArray found = read.get(name);
        assertThat(read.shape(name)).isEqualTo(expected.shape());
        assertThat(found.shape()).isEqualTo(expected.shape());
        if (!name.equals("halves")) {
          assertThat(found.dataType()).isEqualTo(expected.dataType());
        }
        if (!name.equals("empty")) {
          assertThat(found).as(name).isEqualTo(expected.castTo(found.dataType()));
        }
      }
      assertThat(read.get("halves").dataType()).isEqualTo(DataType.FLOAT);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void arraysOutliveTheFileAndWorkInProducts() throws IOException {
    INDArray weights = Nd4j.rand(DataType.FLOAT, 8, 5);
    SafeTensorsWriter.write(file(), Map.of("w", weights), Map.of());
    INDArray mapped;
    try (SafeTensors read = SafeTensors.open(file())) {
      mapped = read.get("w");
      assertThat(read.metadata()).isEmpty();
    }
    Files.delete(file());
    System.gc();
    assertThat(mapped.getRow(3)).isEqualTo(weights.getRow(3));
    assertThat(mapped.transpose().mmul(mapped)).isEqualTo(weights.transpose().mmul(weights));
    assertThat(mapped.dup().addi(1)).isEqualTo(weights.add(1));
  }

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    SafeTensorsWriter.write(file(), Map.of("a", Nd4j.createFromArray(1f, -2f)), Map.of());
    byte[] bytes = Files.readAllBytes(file());
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
    assertThat(header.strip())
        .isEqualTo("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
    assertThat((8 + length) % 64).isZero();
    assertThat(Arrays.copyOfRange(bytes, 8 + (int) length, bytes.length))
        .isEqualTo(littleEndian(1f, -2f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "  ", "   "})
  void readsAnyAlignmentAndNamesInFileOrder(String padding) throws IOException {
    handMade(
        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]},"
            + "\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}"
            + padding,
        littleEndian(7, 8, 9));
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.names()).containsExactly("a", "b");
      assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
      assertThat(read.get("a").getFloat()).isEqualTo(7f);
      assertThat(read.get("a").rank()).isZero();
      assertThat(read.get("b")).isEqualTo(Nd4j.createFromArray(new float[][] {{8, 9}}));
    }
  }

  @Test
  void widensBothKindsOfHalves() throws IOException {
    byte[] data = {0, 0x3c, 1, 0, (byte) 0x80, 0x3f, 0, (byte) 0xff};
    handMade(
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
        data);
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.get("h").toFloatVector()).containsExactly(1f, 0x1p-24f);
      assertThat(read.get("b").toFloatVector())
          .containsExactly(1f, Float.intBitsToFloat(0xff000000));
    }
  }

  @Test
  void writesFloatsInTheTypeAskedFor() throws IOException {
    INDArray numbers = Nd4j.createFromArray(1f / 3, 65519f, 1e6f, 1e-8f, -0.1f);
    Map<String, INDArray> tensors =
        Map.of("w", numbers, "n", Nd4j.createFromArray(5L), "d", numbers.castTo(DataType.DOUBLE));
    SafeTensorsWriter.write(file(), tensors, Map.of(), ElementType.F16);
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.type("w")).isEqualTo(ElementType.F16);
      assertThat(read.type("d")).isEqualTo(ElementType.F16);
      assertThat(read.type("n")).isEqualTo(ElementType.I64);
      assertThat(read.get("w").toFloatVector())
          .containsExactly(0.33325195f, 65504f, Float.POSITIVE_INFINITY, 0f, -0.099975586f);
      assertThat(read.get("d")).isEqualTo(read.get("w"));
    }
    SafeTensorsWriter.write(file(), tensors, Map.of(), ElementType.BF16);
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.get("w").getFloat(0)).isEqualTo(0.33398438f);
    }
    SafeTensorsWriter.write(file(), tensors, Map.of(), ElementType.F32);
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.get("d")).isEqualTo(numbers);
    }
  }

  @Test
  void aTensorMayBeWrittenInParts() throws IOException {
    var spec = SafeTensorsWriter.Spec.of("v", ElementType.F32, 3, 2);
    try (SafeTensorsWriter writer = SafeTensorsWriter.create(file(), List.of(spec), Map.of())) {
      writer.append(new float[] {1, 2});
      writer.append(new float[] {3, 4, 5});
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.append(new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tensor 'v': expected at most 1 numbers more, found 2");
      writer.append(new float[] {6});
      assertThat(file()).doesNotExist();
      writer.finish();
    }
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.get("v").toFloatMatrix())
          .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    }
  }

  @Test
  void aWriterClosedUnfinishedLeavesWhatWasThere() throws IOException {
    SafeTensorsWriter.write(file(), Map.of("a", Nd4j.scalar(1f)), Map.of());
    byte[] before = Files.readAllBytes(file());
    var spec = SafeTensorsWriter.Spec.of("v", ElementType.F32, 3);
    try (SafeTensorsWriter writer = SafeTensorsWriter.create(file(), List.of(spec), Map.of())) {
      writer.append(new float[] {1, 2});
    }
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void anUnknownNameIsToldWhatThereIs() throws IOException {
    SafeTensorsWriter.write(file(), Map.of("fc7.weight", Nd4j.scalar(1f)), Map.of());
    try (SafeTensors read = SafeTensors.open(file())) {
      assertThat(read.contains("fc8")).isFalse();
      assertThatThrownBy(() -> read.get("fc8"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(file() + ": no tensor 'fc8', found fc7.weight");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | not a safetensors file, expected a header of 2 to 100000000 bytes",
        "[1] | expected a JSON object as header, found [1]",
        "{\"a\":1 | its header is not JSON",
        "{} x | its header is not JSON",
        "{\"a\":1,\"a\":2} | its header is not JSON: Duplicate field 'a'",
        "{\"a\":1} | tensor 'a': expected a dtype of [F64, F32, F16, BF16, I64, I32], found none",
        "{\"a\":{\"dtype\":\"F7\",\"shape\":[1],\"data_offsets\":[0,4]}} | found \"F7\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | tensor 'a': shape: expected a list of whole numbers from 0 up, found [-1]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | found [1.5]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":3,\"data_offsets\":[0,4]}} | found 3",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,3],\"data_offsets\":[0,4]}} | expected a shape that fits a file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | expected data_offsets [begin, end], found [4, 0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}} | expected data_offsets [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | tensor 'a': expected 8 bytes for F32 [2], found 4 (data_offsets [0, 4])",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | tensor 'a': truncated, expected data up to byte 8, found 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}} | tensor 'a': leaves a hole after the header, expected offset 0, found 2",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,4]}} | tensor 'b': overlaps 'a', expected offset 4, found 2",
        "{} | expected 0 bytes of data, found 4",
        "{\"__metadata__\":{\"a\":1}} | __metadata__ 'a': expected a string, found 1",
        "{\"__metadata__\":[]} | __metadata__: expected an object of strings, found []",
      })
  void saysWhatIsWrongWithAHeader(String header, String message) throws IOException {
    handMade(header, new byte[4]);
    assertThatThrownBy(() -> SafeTensors.open(file()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file() + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertFault("no such file, expected a safetensors file");
    Files.createDirectory(file());
    assertFault("is a folder, expected a safetensors file");
    Files.delete(file());
    Files.write(file(), new byte[7]);
    assertFault("not a safetensors file, expected at least 8 bytes, found 7");
    Files.write(file(), new byte[] {20, 0, 0, 0, 0, 0, 0, 0, '{'});
    assertFault("truncated, expected a header of 20 bytes, found 1");
    Files.write(file(), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{'});
    assertFault(
        "not a safetensors file, expected a header of 2 to 100000000 bytes, found a length of"
            + " 18446744073709551615");
    Files.write(file(), new byte[] {4, 0, 0, 0, 0, 0, 0, 0, '{', '"', -1, '"'});
    assertFault("its header is not JSON");
  }

  private void assertFault(String message) {
    assertThatThrownBy(() -> SafeTensors.open(file()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file() + ": ")
        .hasMessageContaining(message);
  }
}
