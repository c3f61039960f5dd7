package org.caption4j.captioner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Preprocessing;

/** The one door to all encoders: the zoo's networks, and the compact one. */
public final class Encoders {
  private Encoders() {}

  /** Returns the names of all networks. */
  public static List<String> names() {
    Stream<String> zoo = Arrays.stream(ZooNetwork.values()).map(ZooNetwork::label);
    return Stream.concat(Stream.of(CompactNetwork.NAME), zoo).toList();
  }

  /**
   * Opens a network by its name.
   *
   * @param network one of {@link #names}, in capitals or not
   * @param weights the file with its weights
   * @param preprocessing what the weights expect of a photo, or empty for what such files usually
   *     expect
   * @return the encoder; the caller closes it
   * @throws BadInputException if there is no such network, or the file does not hold its weights
   * @throws IOException if the file cannot be read
   */
  public static Encoder open(String network, Path weights, Optional<Preprocessing> preprocessing)
      throws IOException {
    String name = network.toLowerCase(Locale.ROOT);
    if (!names().contains(name)) {
      throw new BadInputException(
          "no network '%s', there are %s".formatted(network, String.join(", ", names())));
    }
    return name.equals(CompactNetwork.NAME)
        ? CompactNetwork.open(weights, preprocessing)
        : ZooEncoders.open(ZooNetwork.of(name), weights, Optional.empty(), preprocessing);
  }
}
