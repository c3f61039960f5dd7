package org.caption4j.encoder.onnx;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;

/**
 * A network's file, and which of its outputs is meant.
 *
 * @param file the network
 * @param output the output's name, or empty for the only one
 */
public record OnnxSource(Path file, Optional<String> output) {
  /**
   * Finds the file that a text names.
   *
   * @param spec {@code FILE} or {@code FILE#OUTPUT}; where a file's own name holds a {@code #}, the
   *     longest name that exists is taken
   * @return file and output
   * @throws BadInputException if there is no such file
   */
  public static OnnxSource locate(String spec) throws BadInputException {
    for (int end = spec.length(); end > 0; end = spec.lastIndexOf('#', end - 1)) {
      Path file = path(spec.substring(0, end));
      if (Files.isRegularFile(file)) {
        return new OnnxSource(
            file, end == spec.length() ? Optional.empty() : Optional.of(spec.substring(end + 1)));
      }
      if (Files.isDirectory(file)) {
        throw new BadInputException(file + ": is a folder, expected an ONNX network");
      }
    }
    throw new BadInputException(spec + ": no such file, expected an ONNX network");
  }

  private static Path path(String name) throws BadInputException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(e.getMessage() + ": expected an ONNX network", e);
    }
  }
}
