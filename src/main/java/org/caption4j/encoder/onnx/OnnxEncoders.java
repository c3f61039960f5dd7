package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.WeightSource;
import org.caption4j.image.Preprocessing;
import org.caption4j.image.PreprocessingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes encoders of networks in ONNX files. */
public final class OnnxEncoders {
  /** What these encoders are called, before {@code #} and the output's name. */
  public static final String NAME = "onnx";

  private static final Logger LOG = LoggerFactory.getLogger(OnnxEncoders.class);

  private OnnxEncoders() {}

  /**
   * Opens one output of a network as an encoder. Where the network consists of layers that are
   * known here it becomes a {@link NetworkEncoder}, which needs no ONNX Runtime and can be trained;
   * ONNX Runtime runs all others.
   *
   * @param file the network
   * @param output the output that is the vector, [n, d] or [n, d, 1, 1], or empty for the only one
   * @param preprocessing what the network expects of a photo, or empty for what the file of the
   *     same name with {@code .json} behind it says
   * @return the encoder, to be closed
   * @throws BadInputException if the file is missing, damaged or no such network, there is no such
   *     output, or nobody says what the network expects of a photo
   * @throws IOException if a file cannot be read
   */
  public static Encoder open(
      Path file, Optional<String> output, Optional<Preprocessing> preprocessing)
      throws IOException {
    OnnxGraph graph = OnnxGraph.read(file);
    String name = output.isPresent() ? output.get() : graph.outputs().only();
    Preprocessing photos =
        preprocessing.isPresent() ? preprocessing.get() : preprocessingBeside(file);
    OnnxInput.of(graph).requireSize(file, photos);
    graph.outputs().require(name);
    OnnxVector vector = OnnxVector.of(graph.file(), name, photos);
    try {
      return imported(graph, vector);
    } catch (UnsupportedGraphException e) {
      LOG.debug("engine: ONNX Runtime, since {}: {}", file, e.getMessage());
      return onRuntime(graph, vector, file + ": " + e.getMessage());
    }
  }

  /** An encoder that runs as a network of this project's own. */
  private static Encoder imported(OnnxGraph graph, OnnxVector vector)
      throws UnsupportedGraphException, IOException {
    Preprocessing photos = vector.preprocessing();
    Translation.Result result =
        Translation.of(
            graph, OnnxInput.of(graph), photos.height(), photos.width(), vector.output());
    FeatureMap made = result.output();
    boolean shaped = made.rank() == 2 || (made.rank() == 4 && made.axis() == 1);
    if (!shaped || made.channels() < 1 || (made.isPicture() && !made.isPixel())) {
      throw graph.outputs().noVectors(vector.output(), made.dimensions());
    }
    WeightSource weights =
        new ImportedWeights(result.network(), vector.fingerprint(), graph.path());
    return NetworkEncoder.known(
        vector.name(), vector.fingerprint(), result.network(), weights, photos);
  }

  private static Encoder onRuntime(OnnxGraph graph, OnnxVector vector, String obstacle)
      throws IOException {
    OnnxNetwork network = OnnxNetwork.open(graph);
    boolean made = false;
    try {
      Encoder encoder = new OnnxEncoder(network, vector, obstacle);
      made = true;
      return encoder;
    } finally {
      if (!made) {
        network.close();
      }
    }
  }

  /**
   * Checks that a network is all in one file, so that the file may be copied.
   *
   * @param file the network
   * @throws BadInputException if it keeps weights in other files
   * @throws IOException if it cannot be read
   */
  public static void requireOneFile(Path file) throws IOException {
    List<Path> others = OnnxFile.open(file).others();
    if (!others.isEmpty()) {
      throw new BadInputException(
          "%s: keeps weights in %s, and a model brings one file along; join them, as onnx.save_model(onnx.load(FILE), NEW) does in Python, or only name the weights with --weights-name"
              .formatted(file, others.get(0).getFileName()));
    }
  }

  /**
   * Reads what a network expects of a photo from the file of the same name with {@code .json}
   * behind it.
   *
   * @throws BadInputException if there is no such file, or it says something else
   * @throws IOException if it cannot be read
   */
  public static Preprocessing preprocessingBeside(Path file) throws IOException {
    Path json = file.resolveSibling(file.getFileName() + ".json");
    if (!Files.exists(json)) {
      throw new BadInputException(
          "%s: what does it expect of a photo? Expected %s beside it, or --preprocessing"
              .formatted(file, json.getFileName()));
    }
    return PreprocessingFile.read(json);
  }
}
