package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.caption4j.image.Preprocessing;

/**
 * One file that holds a network's weights, and where it can be had.
 *
 * <p>In a user's own file, a source of weights that are known already may leave out what the known
 * source says; {@link Catalogue} fills it in.
 *
 * @param weights identity of the numbers, such as {@code vgg16-keras}: mirrors share one, numbers
 *     that differ never do
 * @param address of the file; null for one that can only be imported
 * @param format {@code keras-hdf5}, {@code pytorch}, {@code dl4j-zip} or {@code safetensors}, for
 *     people: files are recognised by their content
 * @param bytes about how long the file is, 0 if unknown: for the display, the check of free space
 *     and the {@link #longest} download
 * @param checksum tells this file from all others
 * @param licence of the weights, in a few words
 * @param preprocessing what these weights expect of a photo
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Source(
    String weights,
    String address,
    String format,
    long bytes,
    Checksum checksum,
    String licence,
    Preprocessing preprocessing) {
  private static final long SLACK = 1 << 20;
  private static final long LONGEST_UNKNOWN = 8L << 30;

  /**
   * @throws IllegalArgumentException if the name or the address cannot be meant
   */
  public Source {
    if (!WeightsName.isAllowed(weights)) {
      throw new IllegalArgumentException("weights: " + WeightsName.fault(weights));
    }
    if (address != null && !isWebAddress(address)) {
      throw new IllegalArgumentException("address: expected https://... but found " + address);
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: expected 0 or more but found " + bytes);
    }
  }

  /**
   * Returns how many bytes a download may have: twice what is expected, as mirrors may pack the
   * same weights in another way.
   */
  long longest() {
    if (bytes == 0) {
      return LONGEST_UNKNOWN;
    }
    return bytes < Long.MAX_VALUE / 4 ? 2 * bytes + SLACK : Long.MAX_VALUE;
  }

  /** The address as it may be shown, without a password. */
  public Optional<String> shownAddress() {
    return location().map(ShownAddress::of);
  }

  /** The address, empty for a file that can only be imported. */
  public Optional<URI> location() {
    return Optional.ofNullable(address).map(URI::create);
  }

  private static boolean isWebAddress(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getHost() != null
          && uri.getScheme() != null
          && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
