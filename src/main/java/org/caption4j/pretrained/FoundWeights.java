package org.caption4j.pretrained;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Weights that are here.
 *
 * @param weights their name
 * @param file with the numbers: safetensors, or what the user put into the cache by hand
 * @param about what the cache knows of them; empty for a file put there by hand
 */
public record FoundWeights(String weights, Path file, Optional<CachedWeights> about) {}
