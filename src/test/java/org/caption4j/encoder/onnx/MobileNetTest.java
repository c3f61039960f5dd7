package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A published network on real photos. */
class MobileNetTest {
  private static final Path TEACHER = Path.of("../shared/teacher");
  private static final Path NETWORK = TEACHER.resolve("mobilenet_v2_1.0_224.onnx");
  private static final Path SAMPLES = Path.of("../shared/data/samples");
  private static final Preprocessing PHOTOS = Preprocessing.mobileNet(224);

  @BeforeEach
  void needsTheNetworkAndThePhotos() {
    assumeTrue(Files.isRegularFile(NETWORK), "needs " + NETWORK);
    assumeTrue(Files.isDirectory(SAMPLES), "needs " + SAMPLES);
  }

  private static INDArray photo(String name) throws Exception {
    float[] pixels = PHOTOS.apply(new PhotoReader().read(SAMPLES.resolve(name)));
    return Nd4j.createFromArray(pixels).reshape(1, 3, 224, 224);
  }

  @Test
  void seesWhatIsOnThePhotos() throws Exception {
    List<String> labels = Files.readAllLines(TEACHER.resolve("imagenet_labels_1001.txt"));
    List<String> names = List.of("cat.jpg", "parrot.jpg", "sunflower.jpg");
    try (OnnxNetwork network = OnnxNetwork.open(NETWORK);
        INDArray photos =
            Nd4j.concat(0, photo(names.get(0)), photo(names.get(1)), photo(names.get(2)))) {
      Map<String, INDArray> outputs = network.run(photos, List.of("features", "logits"));
      assertThat(outputs.get("features").shape()).containsExactly(3, 1280);
      INDArray logits = outputs.get("logits");
      assertThat(logits.shape()).containsExactly(3, 1001);
      assertThat(IntStream.range(0, 3).mapToObj(k -> best(labels, logits.getRow(k))))
          .containsExactly("Egyptian cat", "macaw", "daisy"); // no class is the sunflower's own
    }
  }

  private static String best(List<String> labels, INDArray logits) {
    return labels.get(logits.argMax().getInt(0));
  }

  @Test
  void givesVectors() throws Exception {
    try (Encoder encoder =
            OnnxEncoders.open(NETWORK, Optional.of("features"), Optional.of(PHOTOS));
        INDArray vectors = encoder.encode(photo("bird.jpg"))) {
      assertThat(encoder.dimension()).isEqualTo(1280);
      assertThat(vectors.shape()).containsExactly(1, 1280);
      assertThat(vectors.meanNumber().doubleValue()).isBetween(0.05, 2.0);
    }
  }
}
