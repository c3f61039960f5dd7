package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Published networks as this project's own. */
class PublishedNetworksTest {
  private static final Path SHARED = Path.of("../shared");

  @ParameterizedTest
  @CsvSource({
    "encoders/efficientnet_v2_b0.onnx, features, 224, 255",
    "encoders/efficientnet_v2_b0.onnx, features, 160, 255",
    "teacher/mobilenet_v2_1.0_224.onnx, features, 224, 2",
    "teacher/mobilenet_v2_1.0_224.onnx, logits, 224, 2"
  })
  void giveWhatOnnxRuntimeGives(String name, String output, int side, double range)
      throws Exception {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.isRegularFile(file), "needs " + file);
    Nd4j.getRandom().setSeed(side);
    try (Encoder encoder =
            OnnxEncoders.open(
                file, Optional.of(output), Optional.of(Preprocessing.mobileNet(side)));
        INDArray photos = Nd4j.rand(DataType.FLOAT, 2, 3, side, side)) {
      photos.muli(range).subi(range > 2 ? 0 : 1);
      assertThat(encoder.trainable()).isSameAs(encoder);
      OnnxImportTest.assertSameAsRuntime(file, output, encoder, photos);
    }
  }
}
