package org.caption4j.pretrained;

import java.util.Optional;

/**
 * Weights that are here, or that could be.
 *
 * @param weights their identity
 * @param network the network's name; empty for a file put into the cache by hand
 * @param bytes length of the cached file, else about how much is to be fetched; 0 if unknown
 * @param licence in a few words; empty if unknown
 * @param origin how they can be had
 * @param cached where they are, if they are here
 */
public record ListedWeights(
    String weights,
    String network,
    long bytes,
    String licence,
    Origin origin,
    Optional<FoundWeights> cached) {

  /** How weights can be had. */
  public enum Origin {
    /** The catalogue has an address. */
    FETCH,
    /** The catalogue knows the file, but no address. */
    IMPORT,
    /** The user's own, not in the catalogue. */
    OWN
  }
}
