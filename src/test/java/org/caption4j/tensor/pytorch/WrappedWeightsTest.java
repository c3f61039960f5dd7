package org.caption4j.tensor.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files of wrapped networks, and damaged ones. */
class WrappedWeightsTest {
  @TempDir Path folder;

  private Path file(String prefix, String other) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(prefix + "features.0.weight", Nd4j.createFromArray(1f, 2f, 3f));
    tensors.put(other + "features.0.bias", Nd4j.createFromArray(4f));
    Path file = folder.resolve("weights.pth");
    PyTorchWriter.zip(file, tensors);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "backbone.", "model.", "_orig_mod.module.backbone."})
  void aPrefixOfAllNamesIsTakenOff(String prefix) throws IOException {
    try (PyTorchFile read = PyTorchFile.open(file(prefix, prefix))) {
      assertThat(read.names()).containsExactly("features.0.weight", "features.0.bias");
      assertThat(read.get("features.0.weight").toFloatVector()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aPrefixOfSomeNamesStays() throws IOException {
    try (PyTorchFile read = PyTorchFile.open(file("module.", "head."))) {
      assertThat(read.names()).containsExactly("module.features.0.weight", "head.features.0.bias");
    }
  }

  @Test
  void aFlippedByteIsNoticedByTheChecksum() throws IOException {
    Path file = file("", "");
    byte[] bytes = Files.readAllBytes(file);
    int at = secondNumber(bytes);
    bytes[at + 1] ^= 1;
    Files.write(folder.resolve("flipped.pth"), bytes);
    try (PyTorchFile read = PyTorchFile.open(folder.resolve("flipped.pth"))) {
      assertThatThrownBy(() -> read.get("features.0.weight"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("'features.0.weight'", "CRC-32");
      assertThat(read.get("features.0.bias").toFloatVector()).containsExactly(4);
    }
  }

  /** Where the bytes of 2f stand behind those of 1f. */
  private static int secondNumber(byte[] bytes) {
    byte[] numbers = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
    for (int at = 0; at + numbers.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + 8, numbers, 0, 8)) {
        return at + 4;
      }
    }
    throw new AssertionError("found no 1 and 2");
  }
}
