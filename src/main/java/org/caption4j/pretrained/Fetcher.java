package org.caption4j.pretrained;

import java.io.IOException;
import java.util.List;

/** Brings weights from their sources into the cache. */
final class Fetcher {
  Fetcher(
      WeightsCache cache,
      DownloadSettings settings,
      WeightsConverter converter,
      FetchListener listener) {}

  FoundWeights fetch(String name, List<Offer> offers) throws IOException {
    throw new UnsupportedOperationException(name + offers);
  }
}
