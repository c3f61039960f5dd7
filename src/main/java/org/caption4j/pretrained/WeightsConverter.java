package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Path;

/** Makes safetensors of a published file. */
@FunctionalInterface
public interface WeightsConverter {
  /**
   * @param architecture of the network whose weights these are, such as {@code vgg16}
   * @param published the file as it was published, in a format told by its content; a safetensors
   *     file is copied as it is
   * @param safetensors where to write; does not exist yet, its folder does
   * @throws org.caption4j.BadInputException if the file does not hold that network's weights
   * @throws IOException if a file cannot be read or written
   */
  void convert(String architecture, Path published, Path safetensors) throws IOException;
}
