package org.caption4j.encoder.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.image.PhotoReader;
import org.caption4j.tensor.SafeTensorsWriter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

class ZooEncodersTest {
  private static final Path SHARED = Path.of("../shared");

  @TempDir Path folder;

  private static Encoder random(ZooNetwork network) throws IOException {
    return ZooEncoders.open(
        network, new RandomWeights(3), Optional.empty(), network.preprocessing());
  }

  private static double difference(INDArray a, INDArray b) {
    double scale = Transforms.abs(b, true).maxNumber().doubleValue();
    return Transforms.abs(a.sub(b), false).maxNumber().doubleValue() / scale;
  }

  @Test
  void onePhotoGivesWhatItGivesInABatch() throws Exception {
    try (Encoder encoder = random(ZooNetwork.SQUEEZENET)) {
      INDArray photos = Nd4j.randn(DataType.FLOAT, 19, 3, 64, 64); // more than a chunk
      INDArray together = encoder.encode(photos);
      assertThat(together.shape()).containsExactly(19, 512);
      for (int i : new int[] {0, 7, 18}) {
        INDArray photo = photos.get(NDArrayIndex.interval(i, i + 1));
        INDArray alone = encoder.encode(photo);
        assertThat(difference(alone, together.get(NDArrayIndex.interval(i, i + 1))))
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void noPhotosGiveNoVectors() throws Exception {
    try (Encoder encoder = random(ZooNetwork.SIMPLECNN)) {
      INDArray none = Nd4j.create(DataType.FLOAT, 0, 3, 48, 48);
      assertThat(encoder.encode(none).size(0)).isZero();
    }
  }

  @Test
  void memoryDoesNotGrowWithUse() throws Exception {
    Path status = Path.of("/proc/self/status");
    assumeThat(status).exists();
    try (Encoder encoder = random(ZooNetwork.SQUEEZENET);
        INDArray photos = Nd4j.randn(DataType.FLOAT, 1, 3, 48, 48)) {
      for (int i = 0; i < 30; i++) {
        encoder.encode(photos).close();
      }
      long before = resident(status);
      for (int i = 0; i < 200; i++) {
        encoder.encode(photos).close();
      }
      assertThat(resident(status) - before).isLessThan(100 << 10); // KiB; a leak takes more
    }
  }

  private static long resident(Path status) throws Exception {
    String line =
        Files.readAllLines(status).stream()
            .filter(each -> each.startsWith("VmRSS"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  @Test
  void zipAndSafetensorsOfOneNetworkAgree() throws Exception {
    ReferenceNetwork reference = ReferenceNetwork.of(ZooNetwork.SIMPLECNN, 48);
    MultiLayerNetwork network = (MultiLayerNetwork) reference.model;
    Path zip = folder.resolve("network.zip");
    network.save(new File(zip.toString()));
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      String name = network.getLayer(i).conf().getLayer().getLayerName();
      network
          .getLayer(i)
          .paramTable(false)
          .forEach((k, v) -> tensors.put(name + "/" + k, v.dup('c')));
    }
    Path file = folder.resolve("network.safetensors");
    SafeTensorsWriter.write(file, tensors, Map.of());
    INDArray photos = Nd4j.randn(DataType.FLOAT, 2, 3, 48, 48);
    try (Encoder a = ZooEncoders.open(ZooNetwork.SIMPLECNN, zip, Optional.empty());
        Encoder b = ZooEncoders.open(ZooNetwork.SIMPLECNN, file, Optional.empty())) {
      assertThat(difference(a.encode(photos), b.encode(photos))).isLessThan(1e-6);
      assertThat(a.fingerprint()).hasSize(64).isNotEqualTo(b.fingerprint());
    }
  }

  @Test
  void faultsNameFileTensorAndShapes() throws Exception {
    Path file = folder.resolve("wrong.safetensors");
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("features.0.weight", Nd4j.create(DataType.FLOAT, 64, 3, 5, 5));
    SafeTensorsWriter.write(file, tensors, Map.of());
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.VGG16, file, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("features.0.weight")
        .hasMessageContaining("expected F32 or F16 [64, 3, 3, 3], found F32 [64, 3, 5, 5]");
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.SIMPLECNN, file, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found no such");
    assertThatThrownBy(() -> ZooNetwork.of("vgg17")).hasMessageContaining("vgg16");
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.LENET, file, Optional.of("nowhere")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no layer 'nowhere'");
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.VGG16, text, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("text.zip");
  }

  private static String torchvision(ZooNetwork network, String layer, String parameter) {
    return TorchvisionLayout.of(network, network.topology()).name(layer, parameter);
  }

  @Test
  void vggAndAlexNetGiveTheirLastHiddenLayer() {
    assertThat(ZooNetwork.VGG19.featureLayer()).isEqualTo("fc7");
    assertThat(torchvision(ZooNetwork.VGG16, ZooNetwork.VGG16.featureLayer(), "W"))
        .isEqualTo("classifier.3.weight");
    assertThat(torchvision(ZooNetwork.VGG19, "fc7", "b")).isEqualTo("classifier.3.bias");
    assertThat(torchvision(ZooNetwork.VGG16, "16", "W")).isEqualTo("features.28.weight");
  }

  @ParameterizedTest
  @CsvSource({
    "cat, cat",
    "bird, bird|finch|robin|bunting|jay|bulbul|junco|chickadee|brambling",
    "parrot, macaw|parrot|lorikeet|cockatoo"
  })
  void squeezeNetKnowsAnimals(String photo, String names) throws Exception {
    Path weights = SHARED.resolve("weights/squeezenet_v1.1/model.safetensors");
    Path words = SHARED.resolve("weights/squeezenet_v1.1/synset_words.txt");
    Path jpeg = SHARED.resolve("data/samples/" + photo + ".jpg");
    assumeThat(weights).exists();
    assumeThat(jpeg).exists();
    try (Encoder scores =
        ZooEncoders.open(ZooNetwork.SQUEEZENET, weights, Optional.of("avg_pool"))) {
      float[] pixels = scores.preprocessing().apply(new PhotoReader().read(jpeg));
      INDArray row = scores.encode(Nd4j.createFromArray(pixels).reshape(1, 3, 224, 224));
      assertThat(row.shape()).containsExactly(1, 1000);
      List<String> labels = Files.readAllLines(words);
      List<String> best =
          IntStream.range(0, 1000)
              .boxed()
              .sorted((a, b) -> Float.compare(row.getFloat(0, b), row.getFloat(0, a)))
              .limit(5)
              .map(labels::get)
              .toList();
      assertThat(best).anyMatch(label -> label.matches(".*(" + names + ").*"));
    }
  }
}
