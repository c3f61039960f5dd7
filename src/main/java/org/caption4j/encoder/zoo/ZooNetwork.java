package org.caption4j.encoder.zoo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.image.ChannelOrder;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.VGG19;
import org.deeplearning4j.zoo.model.Xception;
import org.deeplearning4j.zoo.model.YOLO2;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/**
 * The zoo's networks by name.
 *
 * <p>AlexNet is here twice: {@link #ALEXNET} is torchvision's, with one tower, whose weights are
 * published; the zoo's own ({@link #ZOO_ALEXNET}) is laid out differently and has none.
 *
 * <p>NASNet and the text generator are not here: the zoo's NASNet cannot be built in this release
 * (two of its layers get one name), and the other sees no photos.
 *
 * <p>Xception's vectors are those of its configuration. DL4J's own inference gives others from the
 * first shortcut on: its {@code ActivationLayer} works in place when not training, and so
 * overwrites sums that the shortcut still has to read.
 */
public enum ZooNetwork {
  VGG16(224, 3),
  VGG19(224, 3),
  ALEXNET(224, 3),
  ZOO_ALEXNET(224, 3),
  SQUEEZENET(224, 3),
  RESNET50(224, 3),
  DARKNET19(224, 3),
  XCEPTION(299, 3),
  INCEPTIONRESNET(160, 3),
  FACENET(96, 3),
  TINYYOLO(416, 3),
  YOLO2(416, 3),
  UNET(512, 3),
  SIMPLECNN(48, 3),
  LENET(28, 1);

  private static final int CLASSES = 1000;
  private static final List<Float> ZERO = List.of(0f, 0f, 0f);

  private final int size;
  private final int channels;

  ZooNetwork(int size, int channels) {
    this.size = size;
    this.channels = channels;
  }

  /** Returns the rows and columns of the photos that the network was made for. */
  public int size() {
    return size;
  }

  /** Returns the channels of the photos: 3, or 1 for grey. */
  public int channels() {
    return channels;
  }

  /**
   * Returns what the zoo's own weights, which were Keras's, expect of a photo; networks trained
   * elsewhere get numbers from 0 to 1.
   */
  public Preprocessing preprocessing() {
    return switch (this) {
      case VGG16, VGG19, ZOO_ALEXNET, SQUEEZENET, RESNET50 -> Preprocessing.kerasVgg(size);
      case ALEXNET -> torchvisionPreprocessing();
      case XCEPTION -> Preprocessing.mobileNet(size);
      default ->
          new Preprocessing(
              size, size, Fit.SQUASH, 0, ChannelOrder.RGB, 255f, ZERO, List.of(1f, 1f, 1f));
    };
  }

  /**
   * Returns what torchvision's weights expect of a photo, but with the whole of it: a caption is
   * about what stands at the edges, too.
   */
  Preprocessing torchvisionPreprocessing() {
    return Preprocessing.torchvision(size, size).withFit(Fit.SQUASH, 0);
  }

  /** Returns the name as users write it, such as {@code vgg16}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a network by its label, in capitals or not.
   *
   * @throws BadInputException if there is none; the message names those that there are
   */
  public static ZooNetwork of(String label) throws BadInputException {
    for (ZooNetwork network : values()) {
      if (network.label().equalsIgnoreCase(label)) {
        return network;
      }
    }
    List<String> labels = Arrays.stream(values()).map(ZooNetwork::label).toList();
    throw new BadInputException(
        "no network '"
            + label
            + "', there are "
            + labels.stream().collect(Collectors.joining(", ")));
  }

  /** Returns the steps for photos of the network's own size. */
  Topology topology() {
    return topology(size, size);
  }

  /** Returns the steps for photos of another size; a dense layer's matrix depends on it. */
  Topology topology(int height, int width) {
    Topology topology =
        switch (this) {
          case ALEXNET, ZOO_ALEXNET, LENET, SIMPLECNN -> Topology.of(layers(height, width));
          default -> Topology.of(graph(height, width));
        };
    // Simonyan and Zisserman's second layer of 4096, which the zoo's VGG19 leaves out
    return this == VGG19 ? topology.insertAfter("21", "fc7", hidden()) : topology;
  }

  private static DenseLayer hidden() {
    return new DenseLayer.Builder()
        .name("fc7")
        .nIn(4096)
        .nOut(4096)
        .activation(Activation.RELU)
        .build();
  }

  /** Returns the configuration of a plain stack of layers. */
  MultiLayerConfiguration layers(int height, int width) {
    int[] shape = {channels, height, width};
    return switch (this) {
      case ALEXNET -> OneTowerAlexNet.configuration(CLASSES, height, width);
      case ZOO_ALEXNET -> AlexNet.builder().numClasses(CLASSES).inputShape(shape).build().conf();
      case LENET -> LeNet.builder().numClasses(CLASSES).inputShape(shape).build().conf();
      case SIMPLECNN -> SimpleCNN.builder().numClasses(CLASSES).inputShape(shape).build().conf();
      default -> throw new IllegalStateException(this + " is a graph");
    };
  }

  /** Returns the configuration of a graph. */
  ComputationGraphConfiguration graph(int height, int width) {
    int[] shape = {channels, height, width};
    return switch (this) {
      case VGG16 ->
          org.deeplearning4j
              .zoo
              .model
              .VGG16
              .builder()
              .numClasses(CLASSES)
              .inputShape(shape)
              .build()
              .conf();
      case VGG19 ->
          org.deeplearning4j
              .zoo
              .model
              .VGG19
              .builder()
              .numClasses(CLASSES)
              .inputShape(shape)
              .build()
              .conf();
      case DARKNET19 -> Darknet19.builder().numClasses(CLASSES).inputShape(shape).build().conf();
      case FACENET ->
          FaceNetNN4Small2.builder().numClasses(CLASSES).inputShape(shape).build().conf();
      case TINYYOLO -> TinyYOLO.builder().numClasses(20).inputShape(shape).build().conf();
      case YOLO2 ->
          org.deeplearning4j
              .zoo
              .model
              .YOLO2
              .builder()
              .numClasses(80)
              .inputShape(shape)
              .build()
              .conf();
      case RESNET50 ->
          ResNet50.builder().numClasses(CLASSES).inputShape(shape).build().graphBuilder().build();
      case SQUEEZENET ->
          linear(
              finish(
                  "input",
                  shape,
                  SqueezeNet.builder()
                      .numClasses(CLASSES)
                      .inputShape(shape)
                      .build()
                      .graphBuilder()));
      case XCEPTION ->
          linear(
              finish(
                  "input",
                  shape,
                  Xception.builder().numClasses(CLASSES).inputShape(shape).build().graphBuilder()));
      case UNET ->
          finish(
              "input",
              shape,
              UNet.builder().numClasses(1).inputShape(shape).build().graphBuilder());
      case INCEPTIONRESNET -> inception(shape);
      default -> throw new IllegalStateException(this + " is no graph");
    };
  }

  private static ComputationGraphConfiguration finish(
      String input, int[] shape, GraphBuilder builder) {
    return builder
        .addInputs(input)
        .setInputTypes(InputType.convolutional(shape[1], shape[2], shape[0]))
        .build();
  }

  /** The zoo adds the embedding and the loss in {@code init}; the pooled vector is the feature. */
  private static ComputationGraphConfiguration inception(int[] shape) {
    GraphBuilder builder =
        InceptionResNetV1.builder()
            .numClasses(CLASSES)
            .inputShape(shape)
            .build()
            .graphBuilder("input1");
    builder.setOutputs("avgpool");
    return finish("input1", shape, builder);
  }

  /**
   * The zoo's SqueezeNet and Xception forget to say which activation their convolutions have, and
   * so get the library's default, a sigmoid before every ReLU; the published networks have none.
   */
  private static ComputationGraphConfiguration linear(ComputationGraphConfiguration conf) {
    for (Step step : Topology.of(conf).steps()) {
      if (step.part() instanceof BaseLayer layer
          && layer.getActivationFn() instanceof ActivationSigmoid) {
        layer.setActivationFn(new ActivationIdentity());
      }
    }
    return conf;
  }

  /** Returns the layer that describes a photo; see {@link FeatureLayer}. */
  String featureLayer() {
    return featureLayer(topology());
  }

  String featureLayer(Topology topology) {
    return switch (this) {
      case INCEPTIONRESNET -> "avgpool";
      case RESNET50 -> "res5c_branch"; // the zoo takes a maximum behind it, the paper the mean
      case UNET -> "conv5-2"; // the narrow middle; what follows only draws the mask
      default -> FeatureLayer.of(topology);
    };
  }
}
