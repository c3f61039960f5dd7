package org.caption4j.pretrained;

import org.caption4j.image.Preprocessing;

/**
 * What is known of weights before they are in the cache.
 *
 * @param weights their identity
 * @param network the architecture
 * @param preprocessing what they expect of a photo
 * @param source an address, or the name of a file
 * @param sourceChecksum of the published file
 * @param licence in a few words
 */
public record WeightsOrigin(
    String weights,
    String network,
    Preprocessing preprocessing,
    String source,
    Checksum sourceChecksum,
    String licence) {}
