package org.caption4j.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An encoder that runs a {@link Network}. Where the network's output is a picture, its average over
 * all places is the vector.
 *
 * <p>An encoder that gives the places themselves, for attention, would run the same network without
 * that average.
 */
public final class NetworkEncoder implements Encoder {
  private static final int PHOTO_CHANNELS = 3;

  private final String name;
  private final Network network;
  private final WeightSource weights;
  private final Preprocessing preprocessing;
  private final int dimension;
  private final String fingerprint;

  /**
   * Prepares a network: drops what the output does not need, folds normalisations into
   * convolutions, and pools before it activates.
   *
   * @param name for people
   * @param network the network; not used otherwise afterwards
   * @param weights its weights, closed with this encoder
   * @param preprocessing how a photo becomes numbers, and of which size
   * @param channels the channels that the network reads
   * @throws IllegalArgumentException if the network cannot take such photos
   */
  public NetworkEncoder(
      String name,
      Network network,
      WeightSource weights,
      Preprocessing preprocessing,
      int channels) {
    this(name, network, weights, preprocessing, channels, Optional.empty());
  }

  private NetworkEncoder(
      String name,
      Network network,
      WeightSource weights,
      Preprocessing preprocessing,
      int channels,
      Optional<String> fingerprint) {
    long[] photo = {preprocessing.height(), preprocessing.width(), channels};
    this.preprocessing = preprocessing;
    this.name = name;
    this.weights = weights;
    this.network = prepare(network, photo);
    this.dimension = (int) this.network.shapes(photo).get(this.network.output())[0];
    this.fingerprint =
        fingerprint.orElseGet(
            () ->
                FileFingerprint.of(
                    name,
                    architecture(this.network),
                    weights.fingerprint(),
                    preprocessing.fingerprint()));
  }

  /**
   * Prepares a network as the constructor does, under a fingerprint that is given: other programs
   * may run the same network, and what was computed with them stays valid.
   *
   * @param name for people
   * @param fingerprint of network, weights and preprocessing
   * @param network the network, which reads photos of three channels; not used otherwise afterwards
   * @param weights its weights, closed with this encoder
   * @param preprocessing how a photo becomes numbers, and of which size
   * @throws IllegalArgumentException if the network cannot take such photos
   */
  public static NetworkEncoder known(
      String name,
      String fingerprint,
      Network network,
      WeightSource weights,
      Preprocessing preprocessing) {
    return new NetworkEncoder(
        name, network, weights, preprocessing, PHOTO_CHANNELS, Optional.of(fingerprint));
  }

  private static Network prepare(Network network, long[] photo) {
    String output = network.output();
    List<Node> nodes = Rewrites.prune(network.nodes(), output);
    nodes = Rewrites.foldNormalisation(nodes, output);
    nodes = new ArrayList<>(Rewrites.poolFirst(nodes, output));
    if (network.shapes(photo).get(output).length == 3) {
      String vector = output + "/average";
      nodes.add(new GlobalPool(vector, output, Pool.Kind.AVERAGE, 0));
      output = vector;
    }
    return new Network(network.input(), nodes, output);
  }

  /** Kinds, names and connections; what the weights are is the weights' own affair. */
  private static String architecture(Network network) {
    StringBuilder text = new StringBuilder();
    for (Node node : network.nodes()) {
      text.append(node.getClass().getSimpleName()).append(' ');
      text.append(node.name()).append(node.inputs()).append('\n');
    }
    return text.append(network.output()).toString();
  }

  /** Returns the network as it runs; its weights are read-only and closed with this encoder. */
  public Network network() {
    return network;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public INDArray encode(INDArray photos) {
    INDArray vectors = network.run(photos);
    if (vectors.size(1) != dimension) {
      String found = Arrays.toString(vectors.shape());
      vectors.close();
      throw new IllegalArgumentException(
          name + ": expected vectors of " + dimension + ", found " + found);
    }
    return vectors;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public NetworkEncoder trainable() {
    return this;
  }

  @Override
  public void close() {
    network.close();
    weights.close();
  }
}
