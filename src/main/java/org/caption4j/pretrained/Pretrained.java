package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.pretrained.ListedWeights.Origin;

/**
 * The door to pretrained weights.
 *
 * <p>A name is that of weights ({@code vgg16-torchvision}) or of a network ({@code vgg16}), which
 * stands for its sources' weights in their order. Weights whose own name it is come first.
 */
public final class Pretrained {
  private final Catalogue catalogue;
  private final WeightsCache cache;
  private final DownloadSettings settings;
  private final FetchListener listener;
  private final Fetcher fetcher;
  private final Importer importer;

  /**
   * @param catalogue which weights there are
   * @param cache where they are kept
   * @param settings of downloads; with {@link Transport#OFFLINE} there are none
   * @param converter makes safetensors of published files
   * @param listener hears how a fetch or an import goes
   */
  public Pretrained(
      Catalogue catalogue,
      WeightsCache cache,
      DownloadSettings settings,
      WeightsConverter converter,
      FetchListener listener) {
    this.catalogue = catalogue;
    this.cache = cache;
    this.settings = settings;
    this.listener = listener;
    this.fetcher = new Fetcher(cache, settings, converter, listener);
    this.importer = new Importer(catalogue, cache, converter, listener);
  }

  /** Returns the folder of the cache. */
  public CacheHome home() {
    return cache.home();
  }

  /** Returns the networks that are known. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Finds weights that are here already.
   *
   * @param name of a network or of weights; it need not be in the catalogue
   * @return empty if they are not here
   * @throws BadInputException if the name cannot be one, or what is there cannot be understood
   * @throws IOException if the disk cannot be read
   */
  public Optional<FoundWeights> cached(String name) throws IOException {
    Optional<FoundWeights> own = cache.find(name);
    if (own.isPresent()) {
      return own;
    }
    for (Offer offer : catalogue.offers(name)) {
      Optional<FoundWeights> found = cache.find(offer.weights());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Finds weights, and fetches them if they are not here.
   *
   * @param name of a network or of weights
   * @throws BadInputException if they cannot be had; the message says why and what to do
   * @throws IOException if the disk cannot be read
   */
  public FoundWeights require(String name) throws IOException {
    Optional<FoundWeights> found = cached(name);
    return found.isPresent() ? found.get() : fetch(name);
  }

  /**
   * Fetches weights: those of the first source that has them. Those that are cached already are not
   * fetched again.
   *
   * @param name of a network or of weights in the catalogue
   * @throws BadInputException if they cannot be had; the message lists each address with its
   *     reason, and says what to do
   * @throws IOException if the disk cannot be read
   */
  public FoundWeights fetch(String name) throws IOException {
    List<Offer> offers = catalogue.offers(name);
    if (offers.isEmpty()) {
      throw unknown(name);
    }
    if (settings.transport() == Transport.OFFLINE) {
      Optional<FoundWeights> found = cached(name);
      if (found.isPresent()) {
        return found.get();
      }
      throw new BadInputException(
          "expected weights of %s in %s but found none, and the network is not to be used; while online run caption4j models fetch %s, or import a file with caption4j models import %s FILE"
              .formatted(name, cache.home().weights(), name, name));
    }
    return fetcher.fetch(name, offers);
  }

  /**
   * Takes weights from a file, which stays where it is.
   *
   * <p>A published file is recognised by its checksum and becomes the weights that it is, with
   * their preprocessing. Another becomes weights of the given name.
   *
   * @param name of a network, or any name if the architecture is given
   * @param architecture empty for the named network's own
   * @param file in any format that the converter knows
   * @param preprocessing asked only for a file that is not recognised
   * @throws BadInputException if the file is not what it should be
   * @throws IOException if a file cannot be read
   */
  public FoundWeights importFile(
      String name, Optional<String> architecture, Path file, PreprocessingChoice preprocessing)
      throws IOException {
    WeightsName.check(name);
    if (architecture.isEmpty() && catalogue.offers(name).isEmpty()) {
      throw new BadInputException(unknown(name).getMessage() + ", or give the architecture");
    }
    return importer.importFile(name, architecture, file, preprocessing);
  }

  /**
   * Reads cached weights again and compares them with what was written.
   *
   * @param name of a network or of weights
   * @return the weights, which are whole
   * @throws BadInputException if they have changed, are not here, or nothing is known of them
   * @throws IOException if the disk cannot be read
   */
  public FoundWeights verify(String name) throws IOException {
    return cache.verify(here(name).weights());
  }

  /**
   * Removes cached weights, also those that cannot be understood; for a network, the first of its
   * sources' weights that are here.
   *
   * @param name of a network or of weights
   * @return the name of the weights that were removed
   * @throws BadInputException if they are not here, or the disk does not let go
   * @throws IOException if the disk cannot be read
   */
  public String remove(String name) throws IOException {
    List<String> names = new ArrayList<>(List.of(name));
    catalogue.offers(name).forEach(offer -> names.add(offer.weights()));
    for (String each : names) {
      WeightsName.check(each);
      try (WeightsLock lock = WeightsLock.take(cache.home(), each, listener)) {
        if (cache.remove(each)) {
          return each;
        }
      }
    }
    throw absent(name);
  }

  private FoundWeights here(String name) throws IOException {
    return cached(name).orElseThrow(() -> absent(name));
  }

  private BadInputException absent(String name) {
    return new BadInputException(
        "expected weights of %s in %s but found none".formatted(name, cache.home().weights()));
  }

  /**
   * Lists all weights: those of the catalogue in its order, then the user's own by name.
   *
   * @throws BadInputException if what is in the cache cannot be understood
   * @throws IOException if the disk cannot be read
   */
  public List<ListedWeights> list() throws IOException {
    Map<String, FoundWeights> here = new LinkedHashMap<>();
    cache.list().forEach(found -> here.put(found.weights(), found));
    Map<String, ListedWeights> listed = new LinkedHashMap<>();
    for (PretrainedNetwork network : catalogue.networks()) {
      for (Source source : network.sources()) {
        listed.merge(
            source.weights(),
            listed(network, source, Optional.ofNullable(here.get(source.weights()))),
            (first, mirror) -> first.origin() == Origin.FETCH ? first : mirror);
      }
    }
    List<ListedWeights> all = new ArrayList<>(listed.values());
    here.values().stream()
        .filter(found -> !listed.containsKey(found.weights()))
        .forEach(found -> all.add(own(found)));
    return all;
  }

  private static ListedWeights listed(
      PretrainedNetwork network, Source source, Optional<FoundWeights> cached) {
    return new ListedWeights(
        source.weights(),
        network.name(),
        cached.map(Pretrained::length).orElse(source.bytes()),
        source.licence(),
        source.address() == null ? Origin.IMPORT : Origin.FETCH,
        cached);
  }

  private static ListedWeights own(FoundWeights found) {
    return new ListedWeights(
        found.weights(),
        found.about().map(CachedWeights::network).orElse(""),
        length(found),
        found.about().map(CachedWeights::licence).orElse(""),
        Origin.OWN,
        Optional.of(found));
  }

  private static long length(FoundWeights found) {
    return found.about().map(CachedWeights::bytes).orElseGet(() -> found.file().toFile().length());
  }

  private BadInputException unknown(String name) {
    return new BadInputException(
        "expected one of %s, or weights of theirs, but found \"%s\""
            .formatted(
                catalogue.networks().stream()
                    .map(PretrainedNetwork::name)
                    .collect(Collectors.joining(", ")),
                name));
  }
}
