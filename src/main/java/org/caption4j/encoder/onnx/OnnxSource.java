package org.caption4j.encoder.onnx;

import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.FilePart;

/**
 * A network's file, and which of its outputs is meant.
 *
 * @param file the network
 * @param output the output's name, or empty for the only one
 */
public record OnnxSource(Path file, Optional<String> output) {
  private static final String PREFIX = OnnxEncoders.NAME + ":";

  /**
   * Finds the file that a text names.
   *
   * @param spec {@code FILE} or {@code FILE#OUTPUT}; where a file's own name holds a {@code #}, the
   *     longest name that exists is taken
   * @return file and output
   * @throws BadInputException if there is no such file
   */
  public static OnnxSource locate(String spec) throws BadInputException {
    FilePart found = FilePart.locate(spec, "an ONNX network");
    return new OnnxSource(found.file(), found.part());
  }

  /**
   * Finds the file that an encoder's name means.
   *
   * @param name of any encoder
   * @return file and output if it is {@code onnx:FILE} or {@code onnx:FILE#OUTPUT}, else empty
   * @throws BadInputException if there is no such file
   */
  public static Optional<OnnxSource> named(String name) throws BadInputException {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? Optional.of(locate(name.substring(PREFIX.length())))
        : Optional.empty();
  }
}
