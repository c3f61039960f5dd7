package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Convolve;
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
 * A small network in the manner of VGG, made to be trained on an ordinary machine: 3x3
 * convolutions, ReLU, maxima over 2x2, and the mean over all places, a vector of 512 numbers that
 * are not negative. 1.2 million weights, 0.18 billion operations a photo of 112x112.
 *
 * <p>Nothing in it is slow to train: no normalisation, no depthwise convolutions, and instead of a
 * first convolution of three channels, whose gradient takes longer than that of all other layers,
 * blocks of 4x4 pixels become 48 channels.
 */
public final class CompactNetwork {
  /** What users call it. */
  public static final String NAME = "compact";

  /** How many numbers a vector has. */
  public static final int DIMENSION = 512;

  private static final int SIZE = 112;
  private static final int CHANNELS = 3;
  private static final int BLOCK = 4;
  private static final String INPUT = "photo";

  /** The convolutions, from the photo to the vector. */
  private static final List<Layer> LAYERS =
      List.of(
          new Layer(3, 32, true),
          new Layer(3, 96, false),
          new Layer(3, 128, true),
          new Layer(3, 256, false),
          new Layer(3, 256, false),
          new Layer(1, DIMENSION, false));

  private CompactNetwork() {}

  /** A convolution that keeps the picture's size, and whether a 2x2 maximum halves it then. */
  private record Layer(int kernel, int channels, boolean pooled) {}

  /** Returns what the network expects of a photo. */
  public static Preprocessing preprocessing() {
    return preprocessing(SIZE);
  }

  /** Returns the same for photos of another size: a multiple of 16 pixels a side. */
  public static Preprocessing preprocessing(int size) {
    return Preprocessing.torchvision(size, size).withFit(Fit.SQUASH, 0);
  }

  /**
   * Returns the network: a chain of nodes, each reading the one before.
   *
   * @param weights {@code conv1/W} [o, i, kh, kw], {@code conv1/b} [o], and so on
   * @throws BadInputException if a weight is missing or misshapen
   */
  public static Network network(WeightSource weights) throws IOException {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new SpaceToDepth("blocks", INPUT, BLOCK));
    String last = "blocks";
    int channels = CHANNELS * BLOCK * BLOCK;
    for (int i = 0; i < LAYERS.size(); i++) {
      Layer layer = LAYERS.get(i);
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
    return new Network(INPUT, nodes, "vector");
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
  public static Encoder open(Path weights, Optional<Preprocessing> preprocessing)
      throws IOException {
    return encoder(
        new TensorFileWeights(SafeTensors.open(weights), TensorLayout.asLayers()),
        preprocessing.orElseGet(CompactNetwork::preprocessing));
  }

  /**
   * Makes an encoder of the network and any weights.
   *
   * @param weights closed with the encoder, or right away if they do not fit
   * @param preprocessing what they expect of a photo
   * @throws BadInputException if a weight is missing or misshapen, or the network cannot take such
   *     photos
   */
  public static Encoder encoder(WeightSource weights, Preprocessing preprocessing)
      throws IOException {
    boolean made = false;
    try {
      RecordedWeights recorded = new RecordedWeights(weights);
      Encoder encoder =
          new NetworkEncoder(NAME, network(recorded), recorded, preprocessing, CHANNELS);
      made = true;
      return encoder;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(NAME + ": " + e.getMessage(), e);
    } finally {
      if (!made) {
        weights.close();
      }
    }
  }
}
