package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Captioners;
import org.caption4j.captioner.EncoderChoice;
import org.caption4j.captioner.Encoders;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.image.Preprocessing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network turns photos into vectors, and with which weights. */
final class EncoderOptions {
  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      required = true,
      description =
          "network (vgg16, vgg19, alexnet, squeezenet, ... or compact), weights as models list names them, or onnx:FILE#OUTPUT for an output of any network in ONNX (docs/onnx.md)")
  private String name;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the network's weights: safetensors, PyTorch's .pth, Keras's HDF5, DL4J's zip (default: those in the cache, fetched if need be)")
  private Path weights;

  @Option(
      names = "--preprocessing",
      paramLabel = "NAME|FILE",
      description =
          "what the weights expect of a photo: "
              + PreprocessingArgument.FORM
              + " (default: what their cache, FILE.json beside an ONNX network, or their format says)")
  private String preprocessing;

  @Mixin private PretrainedOptions pretrained;

  /**
   * @param model whose encoder is meant, unless a file of weights is named
   * @param err takes the progress of downloads
   * @return the network with its weights, which are here now
   * @throws IOException if the model has another network, or weights cannot be had
   */
  EncoderChoice choose(ModelBundle model, PrintWriter err) throws IOException {
    if (weights != null) {
      return choose(err);
    }
    String network = model.config().encoder().network();
    if (!network.equalsIgnoreCase(name)) {
      throw new BadInputException(
          "--encoder %s: expected the encoder of the model in %s, %s; name that, or weights with --weights"
              .formatted(name, model.folder(), network));
    }
    ModelFolder folder = new ModelFolder(model.folder(), model.config());
    return Captioners.encoder(folder, pretrained.open(err));
  }

  /** Returns the file of weights, if one is named. */
  Optional<Path> weights() {
    return Optional.ofNullable(weights);
  }

  /**
   * @param err takes the progress of downloads
   * @return the network with its weights, which are here now
   * @throws IOException if there is no such network, or its weights cannot be had
   */
  EncoderChoice choose(PrintWriter err) throws IOException {
    Optional<Preprocessing> photos = PreprocessingArgument.ofNullable(preprocessing);
    return Encoders.choose(name, Optional.ofNullable(weights), photos, pretrained.open(err));
  }
}
