package org.caption4j.pretrained;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;

/** Brings weights from their sources into the cache. */
final class Fetcher {
  private final WeightsCache cache;
  private final DownloadSettings settings;
  private final WeightsConverter converter;
  private final FetchListener listener;

  Fetcher(
      WeightsCache cache,
      DownloadSettings settings,
      WeightsConverter converter,
      FetchListener listener) {
    this.cache = cache;
    this.settings = settings;
    this.converter = converter;
    this.listener = listener;
  }

  /**
   * Asks one source after the other.
   *
   * @param name that was asked for, for the message
   * @throws BadInputException if none of them will do, or the disk will not
   */
  FoundWeights fetch(String name, List<Offer> offers) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Offer offer : offers) {
      if (offer.source().address() != null) {
        try {
          return fetch(offer);
        } catch (SourceFailure e) {
          listener.failed(offer.source(), e.getMessage());
          failures.add(offer.source().shownAddress().orElseThrow() + ": " + e.getMessage());
        }
      }
    }
    throw new BadInputException(
        "no source gave the weights of %s: %s; a file that you have: caption4j models import %s FILE"
            .formatted(
                name,
                failures.isEmpty() ? "none has an address" : String.join("; ", failures),
                name));
  }

  private FoundWeights fetch(Offer offer) throws IOException {
    PartFile part = PartFile.of(cache.home(), offer.source().location().orElseThrow());
    try (WeightsLock lock = WeightsLock.take(cache.home(), offer.weights(), listener)) {
      Optional<FoundWeights> here = cache.find(offer.weights());
      if (here.isPresent()) { // another process was quicker, or was killed while tidying up
        part.discard();
        return here.get();
      }
      download(offer.source(), part);
      FoundWeights done = install(offer, part);
      part.discard();
      listener.done(done);
      return done;
    }
  }

  /** Bytes kept from an earlier run may be at fault; then, once, all are fetched again. */
  private void download(Source source, PartFile part) throws IOException {
    boolean resumed = part.size() > 0;
    Optional<String> fault = downloadOnce(source, part);
    if (fault.isPresent() && resumed) {
      listener.retrying(source, fault.get(), 0);
      fault = downloadOnce(source, part);
    }
    if (fault.isPresent()) {
      throw new SourceFailure(fault.get());
    }
  }

  /** Returns what is wrong with the bytes that came; they are deleted then. */
  private Optional<String> downloadOnce(Source source, PartFile part) throws IOException {
    new Download(source, part, settings, listener).complete();
    Checksum checksum = source.checksum();
    FileDigests digests = part.digests(checksum);
    if (digests.match(checksum)) {
      return Optional.empty();
    }
    String fault =
        "wrong checksum of %d bytes: %s".formatted(part.size(), checksum.mismatch(digests));
    part.discard();
    return Optional.of(fault);
  }

  private FoundWeights install(Offer offer, PartFile part) throws IOException {
    listener.converting(offer.weights());
    try {
      return cache.install(
          Importer.origin(offer, offer.source().shownAddress().orElseThrow()),
          safetensors -> {
            try {
              converter.convert(offer.architecture(), part.file(), safetensors);
            } catch (IOException e) {
              if (Disk.isToBlame(e)) {
                throw e;
              }
              throw new SourceFailure("cannot be used: " + e.getMessage(), e);
            }
          });
    } catch (SourceFailure e) {
      part.discard();
      throw e;
    }
  }
}
