package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.SpaceToDepth;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.Window;

/**
 * The small networks in the manner of VGG that are made to be trained on an ordinary machine: 3x3
 * convolutions, ReLU, maxima over 2x2, the mean over all places and perhaps a matrix behind it.
 * Their vectors have no negative numbers.
 *
 * <p>Nothing in them is slow to train: no normalisation, no depthwise convolutions, and instead of
 * a first convolution of three channels, whose gradient takes longer than that of all other layers,
 * blocks of 4x4 pixels become 48 channels.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
public enum CompactNetwork {
  /** 512 numbers; 1.2 million weights, 0.24 billion operations a photo of 128x128. */
  COMPACT(
      "compact",
      List.of(
          new Layer(3, 32, true),
          new Layer(3, 96, false),
          new Layer(3, 128, true),
          new Layer(3, 256, false),
          new Layer(3, 256, false),
          new Layer(1, 512, false)),
      List.of()),

  /**
   * 4096 numbers, behind a matrix {@code fc7} as VGG has it; 5.4 million weights, 0.82 billion
   * operations a photo of 128x128.
   */
  COMPACT_VGG(
      "compact-vgg",
      List.of(
          new Layer(3, 64, false),
          new Layer(3, 96, true),
          new Layer(3, 192, false),
          new Layer(3, 256, true),
          new Layer(3, 384, false),
          new Layer(3, 512, false)),
      List.of(4096));

  private static final int SIZE = 128;
  private static final int CHANNELS = 3;
  private static final int BLOCK = 4;
  private static final String INPUT = "photo";

  private final String label;
  private final List<Layer> layers;
  private final List<Integer> dense;

  /**
   * @param layers the convolutions, from the photo on
   * @param dense the lengths of the vectors behind the mean
   */
  CompactNetwork(String label, List<Layer> layers, List<Integer> dense) {
    this.label = label;
    this.layers = layers;
    this.dense = dense;
  }

  /** A convolution that keeps the picture's size, and whether a 2x2 maximum halves it then. */
  private record Layer(int kernel, int channels, boolean pooled) {}

  /** Returns what users call it. */
  public String label() {
    return label;
  }

  /** Returns the labels of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(CompactNetwork::label).toList();
  }

  /** Finds a network by its label, in capitals or not. */
  public static Optional<CompactNetwork> of(String label) {
    return Arrays.stream(values())
        .filter(network -> network.label.equalsIgnoreCase(label))
        .findFirst();
  }

  /** Returns what the network expects of a photo. */
  public Preprocessing preprocessing() {
    return Preprocessing.torchvision(SIZE, SIZE).withFit(Fit.SQUASH, 0);
  }

  /**
   * Returns the network: a chain of nodes, each reading the one before.
   *
   * @param weights {@code conv1/W} [o, i, kh, kw], {@code conv1/b} [o], and so on; {@code fc7/W}
   *     [i, o]
   * @throws BadInputException if a weight is missing or misshapen
   */
  public Network network(WeightSource weights) throws IOException {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new SpaceToDepth("blocks", INPUT, BLOCK));
    String last = "blocks";
    int channels = CHANNELS * BLOCK * BLOCK;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name = "conv" + (i + 1);
      int side = layer.kernel();
      nodes.add(
          new Convolve(
              name,
              last,
              weights.get(name, "W", layer.channels(), channels, side, side),
              weights.get(name, "b", layer.channels()),
              Window.square(side, 1, side / 2)));
      last = name;
      channels = layer.channels();
      if (layer.pooled()) {
        String pooled = "pool" + (i + 1);
        nodes.add(new Pool(pooled, last, Pool.Kind.MAX, Window.square(2, 2, 0), 0, false));
        last = pooled;
      }
      nodes.add(new Activate("relu" + (i + 1), last, Activation.RELU));
      last = "relu" + (i + 1);
    }
    nodes.add(new GlobalPool("vector", last, Pool.Kind.AVERAGE, 0));
    return new Network(INPUT, nodes, addDense(nodes, channels, weights));
  }

  /** The matrices behind the vector; they are counted on from the convolutions. */
  private String addDense(List<Node> nodes, int length, WeightSource weights) throws IOException {
    String last = "vector";
    int in = length;
    for (int i = 0; i < dense.size(); i++) {
      int number = layers.size() + i + 1;
      String name = "fc" + number;
      int out = dense.get(i);
      nodes.add(
          new Dense(name, last, weights.get(name, "W", in, out), weights.get(name, "b", out)));
      last = "relu" + number;
      nodes.add(new Activate(last, name, Activation.RELU));
      in = out;
    }
    return last;
  }

  /**
   * Opens the network with weights from a file.
   *
   * @param weights safetensors, single or half precision
   * @param preprocessing what they expect of a photo, or empty for {@link #preprocessing()}
   * @return the encoder, to be closed
   * @throws BadInputException if the file does not hold this network's weights
   * @throws IOException if it cannot be read
   */
  public Encoder open(Path weights, Optional<Preprocessing> preprocessing) throws IOException {
    return encoder(weights(weights), preprocessing.orElseGet(this::preprocessing));
  }

  /**
   * Maps a file of such a network's weights.
   *
   * @param file safetensors, single or half precision
   * @return the weights, to be closed
   * @throws BadInputException if it is no such file
   * @throws IOException if it cannot be read
   */
  public static WeightSource weights(Path file) throws IOException {
    return new TensorFileWeights(SafeTensors.open(file), TensorLayout.asLayers());
  }

  /**
   * Makes an encoder of the network and any weights.
   *
   * @param weights closed with the encoder, or right away if they do not fit
   * @param preprocessing what they expect of a photo
   * @throws BadInputException if a weight is missing or misshapen, or the network cannot take such
   *     photos
   */
  public NetworkEncoder encoder(WeightSource weights, Preprocessing preprocessing)
      throws IOException {
    boolean made = false;
    try {
      RecordedWeights recorded = new RecordedWeights(weights);
      NetworkEncoder encoder =
          new NetworkEncoder(label, network(recorded), recorded, preprocessing, CHANNELS);
      made = true;
      return encoder;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(label + ": " + e.getMessage(), e);
    } finally {
      if (!made) {
        weights.close();
      }
    }
  }
}
