package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.caption4j.image.Preprocessing;

/**
 * What {@code weights.json} says of the {@code model.safetensors} beside it.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param weights their identity
 * @param network the architecture
 * @param preprocessing what they expect of a photo
 * @param source the address, or the name of the file, that they came from
 * @param sourceChecksum of the published file
 * @param licence in a few words
 * @param bytes length of {@code model.safetensors}
 * @param sha256 of {@code model.safetensors}, 64 hexadecimal digits
 * @param fetched when, as ISO 8601 in UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CachedWeights(
    int formatVersion,
    String weights,
    String network,
    Preprocessing preprocessing,
    String source,
    Checksum sourceChecksum,
    String licence,
    long bytes,
    String sha256,
    String fetched) {
  /** Written today. */
  public static final int FORMAT_VERSION = 1;

  /**
   * @throws IllegalArgumentException if something is missing that weights cannot be used without
   */
  public CachedWeights {
    if (weights == null || network == null || preprocessing == null || sha256 == null) {
      throw new IllegalArgumentException(
          "expected weights, network, preprocessing and sha256 but found %s, %s, %s and %s"
              .formatted(weights, network, preprocessing, sha256));
    }
  }

  static CachedWeights of(WeightsOrigin origin, long bytes, String sha256, Instant now) {
    return new CachedWeights(
        FORMAT_VERSION,
        origin.weights(),
        origin.network(),
        origin.preprocessing(),
        origin.source(),
        origin.sourceChecksum(),
        origin.licence(),
        bytes,
        sha256,
        now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
