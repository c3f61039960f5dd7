package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.encoder.TensorFileWeights;
import org.caption4j.encoder.TensorLayout;
import org.caption4j.encoder.WeightSource;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.TensorFile;
import org.caption4j.tensor.keras.KerasFile;
import org.caption4j.tensor.pytorch.PyTorchFile;

/**
 * A file of weights, opened for a network. Its format is recognised by what it holds, not by what
 * it is called.
 *
 * @param topology the steps of the network; a DL4J file brings its own
 * @param weights the weights, under the names of these steps
 * @param preprocessing what the weights expect of a photo
 */
record WeightsFile(Topology topology, WeightSource weights, Preprocessing preprocessing)
    implements AutoCloseable {

  /**
   * Opens a file.
   *
   * @param network which network
   * @param file safetensors, a DL4J zip, Keras's HDF5 or PyTorch's .pth
   * @param preprocessing what the weights expect of a photo, or empty for what such files usually
   *     expect
   * @throws BadInputException if it is none of these, or not for this network
   * @throws IOException if it cannot be read
   */
  static WeightsFile open(ZooNetwork network, Path file, Optional<Preprocessing> preprocessing)
      throws IOException {
    InputFile.require(file, "a file of weights");
    if (Dl4jZip.recognises(file)) {
      Dl4jZip zip = Dl4jZip.read(file);
      return new WeightsFile(
          zip.topology(), zip.weights(), preprocessing.orElseGet(network::preprocessing));
    }
    if (KerasFile.recognises(file)) {
      return openKeras(network, file, preprocessing.orElseGet(network::preprocessing));
    }
    if (PyTorchFile.recognises(file)) {
      return openTorchvision(network, PyTorchFile.open(file), preprocessing);
    }
    if (!SafeTensors.recognises(file)) {
      throw new BadInputException(
          file
              + ": expected weights as safetensors, PyTorch's .pth, Keras's HDF5 or DL4J's zip, found none of these; is it damaged?");
    }
    SafeTensors tensors = SafeTensors.open(file);
    if (TorchvisionLayout.networks().contains(network)
        && tensors.contains(TorchvisionLayout.MARK)) {
      return openTorchvision(network, tensors, preprocessing);
    }
    Preprocessing photos = preprocessing.orElseGet(network::preprocessing);
    return new WeightsFile(
        network.topology(photos.height(), photos.width()),
        new TensorFileWeights(tensors, TensorLayout.asLayers()),
        photos);
  }

  private static WeightsFile openKeras(ZooNetwork network, Path file, Preprocessing photos)
      throws IOException {
    if (!KerasLayout.networks().contains(network)) {
      throw notFor(file, "Keras", network, KerasLayout.networks());
    }
    Topology topology = network.topology(photos.height(), photos.width());
    TensorLayout layout = KerasLayout.of(topology);
    return new WeightsFile(topology, new TensorFileWeights(KerasFile.open(file), layout), photos);
  }

  private static WeightsFile openTorchvision(
      ZooNetwork network, TensorFile file, Optional<Preprocessing> preprocessing)
      throws IOException {
    if (!TorchvisionLayout.networks().contains(network)) {
      file.close();
      throw notFor(file.file(), "PyTorch", network, TorchvisionLayout.networks());
    }
    Preprocessing photos = preprocessing.orElseGet(network::torchvisionPreprocessing);
    Topology topology = network.topology(photos.height(), photos.width());
    TensorLayout layout = TorchvisionLayout.of(network, topology);
    return new WeightsFile(topology, new TensorFileWeights(file, layout), photos);
  }

  private static BadInputException notFor(
      Path file, String whose, ZooNetwork network, Iterable<ZooNetwork> networks) {
    StringBuilder names = new StringBuilder();
    for (ZooNetwork each : networks) {
      names.append(names.isEmpty() ? "" : ", ").append(each.label());
    }
    return new BadInputException(
        "%s: expected weights of %s, but found a file of %s's, which can be read for %s"
            .formatted(file, network.label(), whose, names));
  }

  @Override
  public void close() {
    weights.close();
  }
}
