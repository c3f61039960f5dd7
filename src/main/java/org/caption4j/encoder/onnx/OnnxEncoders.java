package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.caption4j.image.PreprocessingFile;

/** Makes encoders of networks in ONNX files. */
public final class OnnxEncoders {
  /** What these encoders are called, before {@code #} and the output's name. */
  public static final String NAME = "onnx";

  private OnnxEncoders() {}

  /**
   * Opens one output of a network as an encoder.
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
    OnnxNetwork network = OnnxNetwork.open(file);
    boolean made = false;
    try {
      String vector = output.isPresent() ? output.get() : onlyOutput(network);
      Preprocessing photos =
          preprocessing.isPresent() ? preprocessing.get() : preprocessingBeside(file);
      Encoder encoder = new OnnxEncoder(network, vector, photos);
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
    List<Path> others = ExternalWeights.of(file);
    if (!others.isEmpty()) {
      throw new BadInputException(
          "%s: keeps weights in %s, and a model brings one file along; join them, as onnx.save_model(onnx.load(FILE), NEW) does in Python, or only name the weights with --weights-name"
              .formatted(file, others.get(0).getFileName()));
    }
  }

  private static String onlyOutput(OnnxNetwork network) throws BadInputException {
    if (network.outputs().size() != 1) {
      throw new BadInputException(
          "%s: expected the name of an output, as %s#OUTPUT, there are %s"
              .formatted(network.file(), network.file(), network.describeOutputs()));
    }
    return network.outputs().iterator().next();
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
