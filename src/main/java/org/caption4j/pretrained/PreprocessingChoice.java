package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Path;
import org.caption4j.image.Preprocessing;

/** Says what unknown weights expect of a photo. */
@FunctionalInterface
public interface PreprocessingChoice {
  /**
   * @param architecture of the network
   * @param file with its weights
   * @throws org.caption4j.BadInputException if it cannot be told
   * @throws IOException if the file cannot be read
   */
  Preprocessing choose(String architecture, Path file) throws IOException;
}
