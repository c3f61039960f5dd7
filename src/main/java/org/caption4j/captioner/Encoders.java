package org.caption4j.captioner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkFile;
import org.caption4j.encoder.onnx.OnnxEncoders;
import org.caption4j.encoder.onnx.OnnxSource;
import org.caption4j.encoder.zoo.WeightsConversion;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Preprocessing;
import org.caption4j.pretrained.CacheHome;
import org.caption4j.pretrained.CachedWeights;
import org.caption4j.pretrained.Catalogue;
import org.caption4j.pretrained.DownloadSettings;
import org.caption4j.pretrained.FetchListener;
import org.caption4j.pretrained.FoundWeights;
import org.caption4j.pretrained.Pretrained;
import org.caption4j.pretrained.WeightsCache;

/** The one door to all encoders: the zoo's networks, the compact ones, and any in ONNX. */
public final class Encoders {
  private static final String ONNX_OUTPUT = OnnxEncoders.NAME + "#";

  private Encoders() {}

  /** Returns the names of all networks whose form is known here, so that weights suffice. */
  public static List<String> names() {
    Stream<String> zoo = Arrays.stream(ZooNetwork.values()).map(ZooNetwork::label);
    return Stream.concat(CompactNetwork.labels().stream(), zoo).toList();
  }

  /**
   * Opens a network by its name.
   *
   * @param network one of {@link #names}, in capitals or not; or, for the network in the file
   *     itself, {@code graph}, {@code onnx#OUTPUT}, or {@code onnx} where there is but one output
   * @param weights the file with its weights, in any format that {@link ZooEncoders#open} knows; or
   *     the ONNX network
   * @param preprocessing what the weights expect of a photo, or empty for what such files usually
   *     expect, or what the file beside an ONNX network says
   * @return the encoder; the caller closes it
   * @throws BadInputException if there is no such network, or the file does not hold its weights
   * @throws IOException if the file cannot be read
   */
  public static Encoder open(String network, Path weights, Optional<Preprocessing> preprocessing)
      throws IOException {
    if (isOnnx(network)) {
      return OnnxEncoders.open(weights, output(network), preprocessing);
    }
    if (isGraph(network)) {
      return NetworkFile.open(weights, preprocessing);
    }
    Optional<CompactNetwork> compact = compact(network);
    return compact.isPresent()
        ? compact.get().open(weights, preprocessing)
        : ZooEncoders.open(ZooNetwork.of(network), weights, Optional.empty(), preprocessing);
  }

  /**
   * Makes safetensors of a network's weights in any format, or copies them where they are that.
   *
   * @param network one of {@link #names}, in capitals or not
   * @param from the weights
   * @param to where to; its folder exists
   * @throws BadInputException if there is no such network, or the file does not hold its weights
   * @throws IOException if a file cannot be read or written
   */
  public static void convert(String network, Path from, Path to) throws IOException {
    requireWeights(network, from);
    Optional<CompactNetwork> compact = compact(network);
    if (compact.isPresent()) {
      compact.get().open(from, Optional.empty()).close();
      Files.copy(from, to);
    } else {
      WeightsConversion.convert(ZooNetwork.of(network), from, to);
    }
  }

  /**
   * Checks that a copy of one file is enough to open the network elsewhere.
   *
   * @param network as {@link #open} takes it
   * @param weights the file
   * @throws BadInputException if it leans on other files
   * @throws IOException if it cannot be read
   */
  static void requireOneFile(String network, Path weights) throws IOException {
    if (isOnnx(network)) {
      OnnxEncoders.requireOneFile(weights);
    }
  }

  /** An ONNX file is a network and its weights: no weights of a network, to be kept by its name. */
  private static void requireWeights(String network, Path file) throws BadInputException {
    if (isOnnx(network)) {
      throw new BadInputException(
          file + ": ONNX networks are used from their files, with --encoder onnx:FILE#OUTPUT");
    }
    if (isGraph(network)) {
      throw new BadInputException(
          file + ": such networks are used from their files, with --encoder graph --weights FILE");
    }
  }

  private static Optional<CompactNetwork> compact(String network) throws BadInputException {
    requireNetwork(network);
    return CompactNetwork.of(network);
  }

  private static void requireNetwork(String network) throws BadInputException {
    if (!isOnnx(network)
        && !isGraph(network)
        && !names().contains(network.toLowerCase(Locale.ROOT))) {
      throw new BadInputException(
          "no network '%s', there are %s, onnx:FILE#OUTPUT, and graph with --weights FILE"
              .formatted(network, String.join(", ", names())));
    }
  }

  private static boolean isGraph(String network) {
    return network.equalsIgnoreCase(NetworkFile.NAME);
  }

  private static boolean isOnnx(String network) {
    return network.equalsIgnoreCase(OnnxEncoders.NAME) || begins(network, ONNX_OUTPUT);
  }

  private static boolean begins(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static Optional<String> output(String network) {
    return begins(network, ONNX_OUTPUT)
        ? Optional.of(network.substring(ONNX_OUTPUT.length()))
        : Optional.empty();
  }

  /**
   * Returns what weights in a file of this format usually expect of a photo.
   *
   * @throws IOException as {@link #open}
   */
  public static Preprocessing usualPreprocessing(String network, Path weights) throws IOException {
    requireWeights(network, weights);
    try (Encoder encoder = open(network, weights, Optional.empty())) {
      return encoder.preprocessing();
    }
  }

  /**
   * Returns the pretrained weights in a user's cache, and those that can be fetched into it.
   *
   * @param home the cache
   * @param catalogue what can be fetched
   * @param settings how patient downloads are, and whether there are any
   * @param listener hears of downloads
   */
  public static Pretrained pretrained(
      CacheHome home, Catalogue catalogue, DownloadSettings settings, FetchListener listener) {
    return new Pretrained(catalogue, new WeightsCache(home), settings, Encoders::convert, listener);
  }

  /**
   * Chooses an encoder by its name.
   *
   * @param name a network, weights such as {@code vgg16-torchvision} or a user's own, or {@code
   *     onnx:FILE#OUTPUT}
   * @param weights a file with the network's weights, or empty to look in the cache and, where they
   *     are not there, to fetch them
   * @param preprocessing what the weights expect of a photo, or empty for what is known of them
   * @param pretrained the cache
   * @throws BadInputException if there is no such network, or its weights cannot be had
   * @throws IOException if the disk cannot be read
   */
  public static EncoderChoice choose(
      String name,
      Optional<Path> weights,
      Optional<Preprocessing> preprocessing,
      Pretrained pretrained)
      throws IOException {
    Optional<OnnxSource> onnx = OnnxSource.named(name);
    if (onnx.isPresent()) {
      return chooseOnnx(onnx.get(), weights, preprocessing);
    }
    if (weights.isPresent()) {
      requireNetwork(name);
      return new EncoderChoice(name, weights.get(), preprocessing, Optional.empty());
    }
    if (isOnnx(name)) {
      throw new BadInputException(
          "%s: expected a network's file; name it with --encoder onnx:FILE#OUTPUT".formatted(name));
    }
    if (isGraph(name)) {
      throw new BadInputException(
          "%s: expected a network's file; name it with --weights FILE".formatted(name));
    }
    FoundWeights found = require(name, pretrained);
    Optional<CachedWeights> about = found.about();
    return new EncoderChoice(
        about.map(CachedWeights::network).orElse(name),
        found.file(),
        preprocessing.or(() -> about.map(CachedWeights::preprocessing)),
        about.map(CachedWeights::weights));
  }

  private static EncoderChoice chooseOnnx(
      OnnxSource source, Optional<Path> weights, Optional<Preprocessing> preprocessing)
      throws BadInputException {
    if (weights.isPresent()) {
      throw new BadInputException(
          "%s: names the network's file, so expected no other weights but found %s"
              .formatted(source.file(), weights.get()));
    }
    String network = source.output().map(ONNX_OUTPUT::concat).orElse(OnnxEncoders.NAME);
    return new EncoderChoice(network, source.file(), preprocessing, Optional.empty());
  }

  private static FoundWeights require(String name, Pretrained pretrained) throws IOException {
    Optional<FoundWeights> cached = pretrained.cached(name);
    if (cached.isPresent()) {
      return cached.get();
    }
    if (names().contains(name.toLowerCase(Locale.ROOT))
        && pretrained.catalogue().network(name).isEmpty()) {
      throw new BadInputException(
          "expected weights for %s but none of it are published; name a file of them, or import one with caption4j models import %s FILE"
              .formatted(name, name));
    }
    return pretrained.require(name);
  }
}
