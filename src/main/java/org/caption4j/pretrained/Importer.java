package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.pretrained.Checksum.Algorithm;

/** Takes weights from the user's files. */
final class Importer {
  private final Catalogue catalogue;
  private final WeightsCache cache;
  private final WeightsConverter converter;
  private final FetchListener listener;

  Importer(
      Catalogue catalogue, WeightsCache cache, WeightsConverter converter, FetchListener listener) {
    this.catalogue = catalogue;
    this.cache = cache;
    this.converter = converter;
    this.listener = listener;
  }

  FoundWeights importFile(
      String name, Optional<String> architecture, Path file, PreprocessingChoice preprocessing)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file + ": expected a file of weights but found none");
    }
    WeightsOrigin origin = origin(name, architecture, file, preprocessing);
    try (WeightsLock lock = WeightsLock.take(cache.home(), origin.weights(), listener)) {
      Disk.makeFolder(cache.home().weights());
      Disk.requireSpace(cache.home().weights(), Files.size(file), file.toString());
      listener.converting(origin.weights());
      FoundWeights done =
          cache.install(
              origin, safetensors -> converter.convert(origin.network(), file, safetensors));
      listener.done(done);
      return done;
    }
  }

  private WeightsOrigin origin(
      String name, Optional<String> architecture, Path file, PreprocessingChoice preprocessing)
      throws IOException {
    List<Offer> candidates = candidates(name, architecture);
    Set<Algorithm> algorithms =
        candidates.stream()
            .map(offer -> offer.source().checksum().algorithm())
            .collect(Collectors.toCollection(TreeSet::new));
    algorithms.add(Algorithm.SHA_256); // kept for files that nobody has published
    FileDigests digests = FileDigests.of(file, algorithms);
    Optional<Offer> published =
        candidates.stream().filter(offer -> digests.match(offer.source().checksum())).findFirst();
    refuseFalseIdentity(name, file, published, digests);
    if (published.isPresent()) {
      return origin(published.get(), file.toString());
    }
    String network = architecture.orElseGet(() -> catalogue.offers(name).get(0).architecture());
    return new WeightsOrigin(
        name,
        network,
        preprocessing.choose(network, file),
        file.toString(),
        digests.sha256(),
        "not stated");
  }

  /** What the catalogue knows of weights. */
  static WeightsOrigin origin(Offer offer, String from) {
    Source source = offer.source();
    return new WeightsOrigin(
        source.weights(),
        offer.architecture(),
        source.preprocessing(),
        from,
        source.checksum(),
        source.licence());
  }

  private List<Offer> candidates(String name, Optional<String> architecture) {
    Set<String> architectures =
        catalogue.offers(name).stream().map(Offer::architecture).collect(Collectors.toSet());
    architecture.ifPresent(architectures::add);
    return catalogue.offers().stream()
        .filter(offer -> architectures.contains(offer.architecture()))
        .toList();
  }

  /** Published weights keep their name to themselves. */
  private void refuseFalseIdentity(
      String name, Path file, Optional<Offer> published, FileDigests digests)
      throws BadInputException {
    List<Offer> named =
        catalogue.offers(name).stream().filter(offer -> offer.weights().equals(name)).toList();
    if (!named.isEmpty() && published.filter(offer -> offer.weights().equals(name)).isEmpty()) {
      throw new BadInputException(
          "%s: expected the weights %s, but %s, which is %s; import it under another name"
              .formatted(
                  file,
                  name,
                  named.get(0).source().checksum().mismatch(digests),
                  published.map(Offer::weights).orElse("not published")));
    }
  }
}
