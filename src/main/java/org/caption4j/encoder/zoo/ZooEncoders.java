package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.SafeTensorsWeights;
import org.caption4j.encoder.TensorNames;
import org.caption4j.encoder.WeightSource;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;

/** Makes encoders of the zoo's networks and of files. */
public final class ZooEncoders {
  private ZooEncoders() {}

  /**
   * Opens a network with weights from a file and the preprocessing that such files usually expect.
   *
   * @param network which network
   * @param weights a {@code .safetensors} or {@code .zip} file
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
   * <p>A safetensors file names its tensors as torchvision does (vgg16, vgg19, squeezenet) or
   * {@code layer/parameter} after the zoo. A {@code .zip} is what DL4J saves; it brings its own
   * layers, whatever the network's.
   *
   * @param network which network
   * @param weights a {@code .safetensors} or {@code .zip} file
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
    if (weights.toString().endsWith(".zip")) {
      Dl4jZip zip = Dl4jZip.read(weights);
      String feature = layer.orElseGet(() -> FeatureLayer.of(zip.topology()));
      return encoder(
          network,
          zip.topology(),
          zip.weights(),
          feature,
          preprocessing.orElseGet(network::preprocessing));
    }
    TensorNames names = names(network, weights);
    Preprocessing usual =
        names instanceof TorchvisionNames
            ? Preprocessing.torchvision(network.size(), network.size()).withFit(Fit.SQUASH, 0)
            : network.preprocessing();
    return open(
        network, new SafeTensorsWeights(weights, names), layer, preprocessing.orElse(usual));
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
   */
  public static Encoder open(
      ZooNetwork network, WeightSource weights, Optional<String> layer, Preprocessing preprocessing)
      throws BadInputException {
    Topology topology = network.topology();
    String feature = layer.orElseGet(() -> network.featureLayer(topology));
    return encoder(network, topology, weights, feature, preprocessing);
  }

  private static TensorNames names(ZooNetwork network, Path file) throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      return TorchvisionNames.networks().contains(network)
              && tensors.contains(TorchvisionNames.MARK)
          ? TorchvisionNames.of(network)
          : TensorNames.asLayers();
    }
  }

  private static Encoder encoder(
      ZooNetwork network,
      Topology topology,
      WeightSource weights,
      String layer,
      Preprocessing preprocessing)
      throws BadInputException {
    boolean made = false;
    try {
      Network translated = Translation.network(topology.upTo(layer), weights);
      Encoder encoder =
          new NetworkEncoder(
              network.label(), translated, weights, preprocessing, network.channels());
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
