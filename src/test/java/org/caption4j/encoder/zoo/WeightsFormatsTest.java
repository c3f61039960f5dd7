package org.caption4j.encoder.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.zoo.PlainForward.Pixels;
import org.caption4j.encoder.zoo.PlainForward.Planes;
import org.caption4j.image.Photo;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensorsWriter;
import org.caption4j.tensor.keras.KerasWriter;
import org.caption4j.tensor.pytorch.PyTorchWriter;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same tensors in every format that weights are published in give the same vector, and it is
 * the one that the format's own conventions demand: a wrong order of fc6's inputs, of a kernel's
 * axes or of colours would not pass.
 *
 * <p>VGG16 is tried on photos of 64x64, whose fc6 still reads 2x2 places, so that files are small.
 */
class WeightsFormatsTest {
  private static final int SIZE = 64;

  @TempDir Path folder;

  /** A photo without symmetry, of the network's own size. */
  private static Photo photo(int size) {
    byte[] rgb = new byte[3 * size * size];
    new Random(5).nextBytes(rgb);
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (rgb[i] & 0x7f); // less red than blue: swapped colours tell
    }
    return new Photo("noise", size, size, rgb);
  }

  private static INDArray random(Random random, double deviation, long... shape) {
    float[] values = new float[product(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private static int product(long[] shape) {
    long product = 1;
    for (long each : shape) {
      product *= each;
    }
    return Math.toIntExact(product);
  }

  private static void add(
      Map<String, INDArray> tensors, Random random, String name, long... shape) {
    long fanIn = product(shape) / shape[0];
    tensors.put(name + ".weight", random(random, Math.sqrt(2.0 / fanIn), shape));
    tensors.put(name + ".bias", random(random, 0.1, shape[0]));
  }

  /** VGG16 as torchvision would save it, for photos of 64x64. */
  private static Map<String, INDArray> vgg16() {
    Random random = new Random(1);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    int place = 0;
    int inputs = 3;
    int[][] blocks = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    for (int[] block : blocks) {
      for (int outputs : block) {
        add(tensors, random, "features." + place, outputs, inputs, 3, 3);
        inputs = outputs;
        place += 2;
      }
      place++;
    }
    add(tensors, random, "classifier.0", 4096, 512 * 4);
    add(tensors, random, "classifier.3", 4096, 4096);
    add(tensors, random, "classifier.6", 1000, 4096);
    return tensors;
  }

  private static Map<String, INDArray> alexNet() {
    Random random = new Random(2);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    add(tensors, random, "features.0", 64, 3, 11, 11);
    add(tensors, random, "features.3", 192, 64, 5, 5);
    add(tensors, random, "features.6", 384, 192, 3, 3);
    add(tensors, random, "features.8", 256, 384, 3, 3);
    add(tensors, random, "features.10", 256, 256, 3, 3);
    add(tensors, random, "classifier.1", 4096, 256 * 36);
    add(tensors, random, "classifier.4", 4096, 4096);
    add(tensors, random, "classifier.6", 1000, 4096);
    return tensors;
  }

  /** The same numbers as Keras orders them: {@code layer/kernel}, {@code layer/bias}. */
  private static Map<String, INDArray> keras(Map<String, INDArray> torch) {
    List<String> layers =
        torch.keySet().stream()
            .filter(name -> name.endsWith(".weight"))
            .map(name -> name.substring(0, name.length() - ".weight".length()))
            .toList();
    List<String> names =
        List.of(
            "block1_conv1",
            "block1_conv2",
            "block2_conv1",
            "block2_conv2",
            "block3_conv1",
            "block3_conv2",
            "block3_conv3",
            "block4_conv1",
            "block4_conv2",
            "block4_conv3",
            "block5_conv1",
            "block5_conv2",
            "block5_conv3",
            "fc1",
            "fc2",
            "predictions");
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      INDArray weights = torch.get(layers.get(i) + ".weight");
      INDArray kernel =
          weights.rank() == 4
              ? weights.permute(2, 3, 1, 0)
              : names.get(i).equals("fc1")
                  ? weights
                      .reshape('c', 4096, 512, 2, 2)
                      .permute(2, 3, 1, 0)
                      .dup('c')
                      .reshape('c', 2048, 4096)
                  : weights.transpose();
      tensors.put(names.get(i) + "/kernel", kernel.dup('c'));
      tensors.put(names.get(i) + "/bias", torch.get(layers.get(i) + ".bias"));
    }
    return tensors;
  }

  private static void writeKeras(Path file, Map<String, INDArray> tensors) throws IOException {
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    layers.put("input_1", Map.of());
    tensors.forEach(
        (name, tensor) -> {
          String layer = name.substring(0, name.indexOf('/'));
          String suffix = name.endsWith("/kernel") ? "_W_1:0" : "_b_1:0";
          layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(layer + suffix, tensor);
        });
    KerasWriter.write(file, layers);
  }

  /** Puts torchvision's tensors into a DL4J network, layer by layer. */
  private static void fill(Layer[] layers, Map<String, INDArray> torch) {
    List<INDArray> tensors = List.copyOf(torch.values());
    int next = 0;
    for (Layer layer : layers) {
      Map<String, INDArray> parameters = layer.paramTable(false);
      if (parameters.containsKey("W")) {
        INDArray weights = tensors.get(next++);
        parameters.get("W").assign(weights.rank() == 2 ? weights.transpose() : weights);
        parameters.get("b").assign(tensors.get(next++));
      }
    }
    assertThat(next).isEqualTo(tensors.size());
  }

  private static float[] encode(
      ZooNetwork network, Path weights, Photo photo, Preprocessing preprocessing)
      throws IOException {
    try (Encoder encoder =
        ZooEncoders.open(network, weights, Optional.empty(), Optional.of(preprocessing))) {
      return encode(encoder, photo);
    }
  }

  private static float[] encode(Encoder encoder, Photo photo) {
    Preprocessing preprocessing = encoder.preprocessing();
    float[] pixels = preprocessing.apply(photo);
    int side = preprocessing.height();
    try (INDArray input = Nd4j.createFromArray(pixels).reshape(1, 3, side, side);
        INDArray vector = encoder.encode(input)) {
      return vector.data().asFloat();
    }
  }

  private static void assertSame(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double scale = 0;
    double difference = 0;
    for (int i = 0; i < found.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    assertThat(scale).isBetween(0.1, 1e4);
    assertThat(difference / scale).isLessThan(1e-4);
  }

  /** RGB, from 0 to 1, standardised, plane by plane: what torchvision's recipe says. */
  private static Planes torchPhoto(Photo photo) {
    double[] mean = {0.485, 0.456, 0.406};
    double[] deviation = {0.229, 0.224, 0.225};
    int size = photo.width();
    float[] values = new float[3 * size * size];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < size * size; i++) {
        double pixel = photo.rgb()[3 * i + c] & 0xff;
        values[c * size * size + i] = (float) ((pixel / 255 - mean[c]) / deviation[c]);
      }
    }
    return new Planes(values, 3, size, size);
  }

  /** Blue, green, red minus their means, pixel by pixel: what Keras's recipe says. */
  private static Pixels kerasPhoto(Photo photo) {
    double[] mean = {103.939, 116.779, 123.68};
    int size = photo.width();
    float[] values = new float[3 * size * size];
    for (int i = 0; i < size * size; i++) {
      for (int c = 0; c < 3; c++) {
        values[3 * i + c] = (float) ((photo.rgb()[3 * i + 2 - c] & 0xff) - mean[c]);
      }
    }
    return new Pixels(values, size, size, 3);
  }

  @Test
  void vgg16IsTheSameInEveryFormat() throws Exception {
    Map<String, INDArray> torch = vgg16();
    Path zip = folder.resolve("vgg16.pth");
    Path stream = folder.resolve("vgg16-old.pth");
    Path safetensors = folder.resolve("vgg16.safetensors");
    Path hdf5 = folder.resolve("vgg16.h5");
    Path dl4j = folder.resolve("vgg16.zip");
    PyTorchWriter.zip(zip, torch);
    PyTorchWriter.stream(stream, torch);
    SafeTensorsWriter.write(safetensors, torch, Map.of());
    Map<String, INDArray> keras = keras(torch);
    writeKeras(hdf5, keras);
    ComputationGraph graph = new ComputationGraph(ZooNetwork.VGG16.graph(SIZE, SIZE));
    graph.init();
    fill(graph.getLayers(), torch);
    graph.save(dl4j.toFile(), false);

    Photo photo = photo(SIZE);
    Preprocessing torchvision = withSize(ZooNetwork.VGG16.torchvisionPreprocessing());
    Preprocessing bgr = Preprocessing.kerasVgg(SIZE);
    float[] byTorch = PlainForward.torchVgg16(torchPhoto(photo), torch);
    float[] byKeras = PlainForward.kerasVgg16(kerasPhoto(photo), keras);
    for (Path file : List.of(zip, stream, safetensors, hdf5, dl4j)) {
      assertSame(encode(ZooNetwork.VGG16, file, photo, torchvision), byTorch);
      assertSame(encode(ZooNetwork.VGG16, file, photo, bgr), byKeras);
    }
    INDArray input = Nd4j.createFromArray(bgr.apply(photo)).reshape(1, 3, SIZE, SIZE);
    String fc7 = ZooNetwork.VGG16.featureLayer();
    assertSame(graph.feedForward(input, false).get(fc7).data().asFloat(), byKeras);
  }

  private static Preprocessing withSize(Preprocessing usual) {
    return new Preprocessing(
        SIZE,
        SIZE,
        usual.fit(),
        usual.shortSide(),
        usual.channelOrder(),
        usual.range(),
        usual.mean(),
        usual.std());
  }

  @Test
  void alexNetIsTheSameInEveryFormatThatItHas() throws Exception {
    Map<String, INDArray> torch = alexNet();
    Path zip = folder.resolve("alexnet.pth");
    Path stream = folder.resolve("alexnet-old.pth");
    Path safetensors = folder.resolve("alexnet.safetensors");
    Path dl4j = folder.resolve("alexnet.zip");
    PyTorchWriter.zip(zip, torch);
    PyTorchWriter.stream(stream, torch);
    SafeTensorsWriter.write(safetensors, torch, Map.of());
    MultiLayerNetwork network = new MultiLayerNetwork(ZooNetwork.ALEXNET.layers(224, 224));
    network.init();
    fill(network.getLayers(), torch);
    network.save(new File(dl4j.toString()), false);

    Photo photo = photo(224);
    float[] expected = PlainForward.torchAlexNet(torchPhoto(photo), torch);
    byte[] converted = null;
    for (Path file : List.of(zip, stream, dl4j, safetensors)) {
      try (Encoder usual = ZooEncoders.open(ZooNetwork.ALEXNET, file, Optional.empty())) {
        assertThat(usual.preprocessing()).isEqualTo(ZooNetwork.ALEXNET.torchvisionPreprocessing());
        assertSame(encode(usual, photo), expected);
      }
      Path mapped = folder.resolve(file.getFileName() + ".converted");
      WeightsConversion.convert(ZooNetwork.ALEXNET, file, mapped);
      assertSame(
          encode(ZooNetwork.ALEXNET, mapped, photo, ZooNetwork.ALEXNET.preprocessing()), expected);
      byte[] bytes = Files.readAllBytes(mapped);
      if (file.equals(safetensors)) {
        assertThat(bytes).isEqualTo(Files.readAllBytes(safetensors)); // already what it is to be
      } else {
        assertThat(converted == null || Arrays.equals(converted, bytes)).isTrue();
        converted = bytes;
      }
    }
  }

  @Test
  void layersOfOtherNamesArePairedInTheirOrder() throws Exception {
    Model model = ReferenceNetwork.of(ZooNetwork.SIMPLECNN, 48).model;
    Topology own = ZooNetwork.SIMPLECNN.topology();
    Map<String, String> others = new LinkedHashMap<>();
    own.steps().forEach(step -> others.put(step.name(), "keras_" + step.name()));
    Topology renamed =
        new Topology(
            own.input(),
            own.steps().stream()
                .map(
                    step ->
                        new Step(
                            others.get(step.name()),
                            step.inputs().stream().map(in -> others.getOrDefault(in, in)).toList(),
                            step.part(),
                            step.preProcessor()))
                .toList(),
            others.get(own.output()));
    Dl4jWeights weights = new Dl4jWeights(model, "memory", "");
    assertThat(RenamedWeights.of(weights, own, own)).isSameAs(weights);
    RenamedWeights paired = new RenamedWeights(weights, others);
    assertThat(RenamedWeights.of(paired, own, renamed)).isInstanceOf(RenamedWeights.class);
    assertThatThrownBy(
            () -> RenamedWeights.of(weights, own, renamed.upTo(renamed.steps().get(3).name())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("layers with weights");
  }

  @Test
  void faultsNameTheTensor() throws Exception {
    Map<String, INDArray> torch = alexNet();
    torch.put("classifier.4.weight", Nd4j.zeros(DataType.FLOAT, 4096, 100));
    Path misshapen = folder.resolve("misshapen.pth");
    PyTorchWriter.zip(misshapen, torch);
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.ALEXNET, misshapen, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            misshapen
                + ": tensor classifier.4.weight: expected F32 or F16 [4096, 4096], found F32 [4096, 100]");
    Path keras = folder.resolve("vgg.h5");
    Map<String, INDArray> few = new LinkedHashMap<>();
    few.put("block1_conv1/kernel", Nd4j.zeros(DataType.FLOAT, 3, 3, 3, 64));
    few.put("block1_conv1/bias", Nd4j.zeros(DataType.FLOAT, 64));
    few.put("block1_conv2/kernel", Nd4j.zeros(DataType.FLOAT, 3, 3, 64, 63));
    few.put("block1_conv2/bias", Nd4j.zeros(DataType.FLOAT, 64));
    writeKeras(keras, few);
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.VGG16, keras, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            keras
                + ": tensor block1_conv2/kernel: expected F32 or F16 [3, 3, 64, 64], found F32 [3, 3, 64, 63]");
    few.put("block1_conv2/kernel", Nd4j.zeros(DataType.FLOAT, 3, 3, 64, 64));
    writeKeras(keras, few);
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.VGG16, keras, Optional.empty()))
        .hasMessage(
            keras + ": tensor block2_conv1/kernel: expected [3, 3, 64, 128], found no such");
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.ALEXNET, keras, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("which can be read for vgg16, vgg19");
    Path text = Files.writeString(folder.resolve("vgg16.pth"), "<html>not found</html>");
    assertThatThrownBy(() -> ZooEncoders.open(ZooNetwork.VGG16, text, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found none of these");
  }
}
