package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;

/**
 * The networks whose weights are known, and where these can be had.
 *
 * @param formatVersion of the file, {@link #FORMAT_VERSION}
 * @param networks in the order in which they are shown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Catalogue(int formatVersion, List<PretrainedNetwork> networks) {
  /** Read and written today. */
  public static final int FORMAT_VERSION = 1;

  private static final Catalogue EMPTY = new Catalogue(FORMAT_VERSION, List.of());
  private static final String BUILT_IN = "catalogue.json";

  /**
   * @throws IllegalArgumentException if a network is null
   */
  public Catalogue {
    if (networks != null && networks.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("networks: expected a network but found null");
    }
    networks = networks == null ? List.of() : List.copyOf(networks);
  }

  /** The one that comes with the program. */
  public static Catalogue builtIn() {
    try (InputStream in = Catalogue.class.getResourceAsStream(BUILT_IN)) {
      return EMPTY.with(
          JsonFile.read(BUILT_IN, in.readAllBytes(), FORMAT_VERSION, Catalogue.class));
    } catch (IOException e) {
      throw new IllegalStateException("the program's own catalogue is readable", e);
    }
  }

  /**
   * The one that comes with the program, and the user's own where there is one.
   *
   * @param home whose {@link CacheHome#catalogue} is read if it is there
   * @param named a file to be read instead
   * @throws BadInputException if the file is not a catalogue; the message names it and the field
   * @throws IOException if it cannot be read
   */
  public static Catalogue ofUser(CacheHome home, Optional<Path> named) throws IOException {
    Optional<Path> file = named.or(() -> Optional.of(home.catalogue()).filter(Files::exists));
    return file.isPresent() ? builtIn().with(file.get()) : builtIn();
  }

  /**
   * Reads a catalogue that stands by itself.
   *
   * @throws BadInputException if it is not one; the message names the file and the field
   * @throws IOException if it cannot be read
   */
  public static Catalogue read(Path file) throws IOException {
    return EMPTY.with(file);
  }

  /**
   * Adds a user's own file; see {@link #with(Catalogue)}.
   *
   * @throws BadInputException if it is not a catalogue or contradicts this one; the message names
   *     the file and the field
   * @throws IOException if it cannot be read
   */
  public Catalogue with(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file + ": expected a catalogue of weights but found no file");
    }
    Catalogue theirs =
        JsonFile.read(file.toString(), Files.readAllBytes(file), FORMAT_VERSION, Catalogue.class);
    try {
      return with(theirs);
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Adds another catalogue: its sources of a known network come before these, its new networks come
   * last. A source of known weights takes over what it does not say itself.
   *
   * @throws BadInputException if something is missing that no known source says, or if weights
   *     would belong to two architectures
   */
  public Catalogue with(Catalogue other) throws BadInputException {
    Map<String, PretrainedNetwork> merged = new LinkedHashMap<>();
    networks.forEach(network -> merged.put(network.name(), network));
    List<Source> known = new ArrayList<>(sources());
    for (PretrainedNetwork theirs : other.networks) {
      merged.put(theirs.name(), merge(merged.get(theirs.name()), theirs, known));
    }
    Catalogue whole = new Catalogue(FORMAT_VERSION, List.copyOf(merged.values()));
    whole.checkArchitectures();
    return whole;
  }

  private static PretrainedNetwork merge(
      PretrainedNetwork ours, PretrainedNetwork theirs, List<Source> known)
      throws BadInputException {
    List<Source> sources = new ArrayList<>();
    for (Source source : theirs.sources()) {
      Source whole = complete(theirs.name(), source, known);
      sources.add(whole);
      known.add(whole);
    }
    String architecture = theirs.architecture();
    String description = theirs.description();
    if (ours != null) {
      if (architecture != null && !architecture.equals(ours.architecture())) {
        throw new BadInputException(
            "network %s: architecture: expected %s but found %s; give it another name"
                .formatted(ours.name(), ours.architecture(), architecture));
      }
      sources.addAll(ours.sources());
      architecture = ours.architecture();
      description = description == null ? ours.description() : description;
    }
    return new PretrainedNetwork(
        theirs.name(),
        architecture == null ? theirs.name() : architecture,
        description == null ? "" : description,
        sources);
  }

  /** A file in another format has another checksum and length, but the same numbers. */
  private static Source complete(String network, Source source, List<Source> known)
      throws BadInputException {
    Optional<Source> numbers =
        known.stream().filter(each -> each.weights().equals(source.weights())).findFirst();
    Optional<Source> file =
        known.stream()
            .filter(each -> each.weights().equals(source.weights()))
            .filter(each -> source.checksum() == null || source.checksum().equals(each.checksum()))
            .filter(each -> source.format() == null || source.format().equals(each.format()))
            .findFirst();
    Source whole =
        new Source(
            source.weights(),
            source.address(),
            orElse(source.format(), file.map(Source::format).orElse("")),
            source.bytes() > 0 ? source.bytes() : file.map(Source::bytes).orElse(0L),
            orElse(source.checksum(), file.map(Source::checksum).orElse(null)),
            orElse(source.licence(), numbers.map(Source::licence).orElse("not stated")),
            orElse(source.preprocessing(), numbers.map(Source::preprocessing).orElse(null)));
    String missing =
        whole.checksum() == null
            ? "checksum"
            : whole.preprocessing() == null ? "preprocessing" : "";
    if (!missing.isEmpty()) {
      throw new BadInputException(
          "network %s: source of %s: expected a %s but found none, and no known source to take it from"
              .formatted(network, source.weights(), missing));
    }
    return whole;
  }

  private static <T> T orElse(T given, T inherited) {
    return given == null ? inherited : given;
  }

  private void checkArchitectures() throws BadInputException {
    Map<String, String> architectures = new HashMap<>();
    for (PretrainedNetwork network : networks) {
      for (Source source : network.sources()) {
        String before = architectures.putIfAbsent(source.weights(), network.architecture());
        if (before != null && !before.equals(network.architecture())) {
          throw new BadInputException(
              "network %s: weights %s: expected weights of %s but found them for %s; give them another name"
                  .formatted(network.name(), source.weights(), before, network.architecture()));
        }
      }
    }
  }

  private List<Source> sources() {
    return networks.stream().flatMap(network -> network.sources().stream()).toList();
  }

  /** All sources of a network, or of weights, by name and in order; empty if there are none. */
  List<Offer> offers(String name) {
    return networks.stream()
        .flatMap(
            network ->
                offersOf(network)
                    .filter(offer -> network.name().equals(name) || offer.weights().equals(name)))
        .toList();
  }

  /** All sources of all networks. */
  List<Offer> offers() {
    return networks.stream().flatMap(Catalogue::offersOf).toList();
  }

  private static Stream<Offer> offersOf(PretrainedNetwork network) {
    return network.sources().stream().map(source -> new Offer(network.architecture(), source));
  }

  /** Returns the network of this name. */
  public Optional<PretrainedNetwork> network(String name) {
    return networks.stream().filter(network -> network.name().equals(name)).findFirst();
  }
}
