package org.caption4j.encoder.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/**
 * What a network gives.
 *
 * @param file the network, for messages
 * @param byName its outputs, in the file's order
 */
record OnnxOutputs(Path file, Map<String, OnnxValue> byName) {
  /** Copies the map. */
  OnnxOutputs {
    byName = new LinkedHashMap<>(byName);
  }

  /** Returns the names, in the file's order. */
  Set<String> names() {
    return new LinkedHashSet<>(byName.keySet());
  }

  /** Returns whether there is an output of this name that may be of float32. */
  boolean has(String name) {
    return byName.containsKey(name) && byName.get(name).mayBeFloat();
  }

  /**
   * Checks that there is an output of float32.
   *
   * @throws BadInputException if not; the message lists those there are
   */
  void require(String name) throws BadInputException {
    if (!byName.containsKey(name)) {
      throw new BadInputException("%s: no output '%s', there are %s".formatted(file, name, text()));
    }
    if (!has(name)) {
      throw new BadInputException(
          "%s: expected an output of float32 but found %s"
              .formatted(file, byName.get(name).text()));
    }
  }

  /**
   * Returns the name of the only output.
   *
   * @throws BadInputException if there are several, or none
   */
  String only() throws BadInputException {
    if (byName.size() != 1) {
      throw new BadInputException(
          "%s: expected the name of an output, as %s#OUTPUT, there are %s"
              .formatted(file, file, text()));
    }
    return byName.keySet().iterator().next();
  }

  /**
   * Returns what to throw where an output gives something else than a vector for each photo.
   *
   * @param shape what it gives for one photo
   */
  BadInputException noVectors(String name, long... shape) {
    String found =
        Arrays.stream(shape)
            .mapToObj(size -> ", " + size)
            .collect(Collectors.joining("", "[n", "]"));
    return new BadInputException(
        "%s: expected an output of vectors [n, d] but %s gives %s; there are %s"
            .formatted(file, name, found, text()));
  }

  /** Returns all outputs with their shapes, for messages. */
  String text() {
    return OnnxValue.list(byName.values());
  }
}
