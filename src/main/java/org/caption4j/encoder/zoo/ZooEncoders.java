package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.RecordedWeights;
import org.caption4j.encoder.WeightSource;
import org.caption4j.image.Preprocessing;

/** Makes encoders of the zoo's networks and of files. */
public final class ZooEncoders {
  private ZooEncoders() {}

  /**
   * Opens a network with weights from a file and the preprocessing that such files usually expect.
   *
   * @param network which network
   * @param weights safetensors, PyTorch, Keras or DL4J
   * @param layer the layer whose activation is the vector, or empty for the network's own
   * @return the encoder, to be closed
   * @throws IOException as {@link #open(ZooNetwork, Path, Optional, Optional)}
   */
  public static Encoder open(ZooNetwork network, Path weights, Optional<String> layer)
      throws IOException {
    return open(network, weights, layer, Optional.empty());
  }

  /**
   * Opens a network with weights from a file.
   *
   * <p>The file is recognised by what it holds: safetensors with torchvision's names (alexnet,
   * vgg16, vgg19, squeezenet) or {@code layer/parameter} after the zoo; PyTorch's {@code .pth} with
   * torchvision's names; Keras's HDF5 (vgg16, vgg19); the zip that DL4J saves, which brings its own
   * layers, whatever the network's.
   *
   * @param network which network
   * @param weights safetensors, PyTorch, Keras or DL4J
   * @param layer the layer whose activation is the vector, or empty for the network's own
   * @param preprocessing what the weights expect of a photo, or empty for what such files usually
   *     expect
   * @return the encoder, to be closed
   * @throws BadInputException if the file does not hold that network's weights, or there is no such
   *     layer
   * @throws IOException if the file cannot be read
   */
  public static Encoder open(
      ZooNetwork network,
      Path weights,
      Optional<String> layer,
      Optional<Preprocessing> preprocessing)
      throws IOException {
    WeightsFile file = WeightsFile.open(network, weights, preprocessing);
    String feature = layer.orElseGet(() -> featureLayer(network, file.topology()));
    return encoder(network, file.topology(), file.weights(), feature, file.preprocessing());
  }

  /** A DL4J file may bring layers of other names than the network's. */
  private static String featureLayer(ZooNetwork network, Topology topology) {
    String own = network.featureLayer(topology);
    return topology.has(own) ? own : FeatureLayer.of(topology);
  }

  /**
   * Makes an encoder of a network and any weights.
   *
   * @param network which network
   * @param weights weights under the zoo's layer names; closed with the encoder, or right away if
   *     they do not fit
   * @param layer the layer whose activation is the vector, or empty for the network's own
   * @param preprocessing what the weights expect of a photo
   * @throws BadInputException if a weight is missing or misshapen, or there is no such layer
   * @throws IOException if the weights cannot be read
   */
  public static Encoder open(
      ZooNetwork network, WeightSource weights, Optional<String> layer, Preprocessing preprocessing)
      throws IOException {
    Topology topology = network.topology(preprocessing.height(), preprocessing.width());
    String feature = layer.orElseGet(() -> network.featureLayer(topology));
    return encoder(network, topology, weights, feature, preprocessing);
  }

  private static Encoder encoder(
      ZooNetwork network,
      Topology topology,
      WeightSource weights,
      String layer,
      Preprocessing preprocessing)
      throws IOException {
    boolean made = false;
    try {
      RecordedWeights recorded = new RecordedWeights(weights);
      Network translated = Translation.network(topology.upTo(layer), recorded);
      Encoder encoder =
          new NetworkEncoder(
              network.label(), translated, recorded, preprocessing, network.channels());
      made = true;
      return encoder;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(network.label() + ": " + e.getMessage(), e);
    } finally {
      if (!made) {
        weights.close();
      }
    }
  }
}
