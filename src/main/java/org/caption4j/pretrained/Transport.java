package org.caption4j.pretrained;

import java.net.URI;
import java.util.Locale;

/** What may go over the network. */
public enum Transport {
  /** Nothing: only what is cached is used, no connection is opened. */
  OFFLINE,
  /** Encrypted connections, redirects included. */
  HTTPS_ONLY,
  /** Unencrypted ones as well, for mirrors within a trusted network. */
  HTTP_TOO;

  /**
   * @throws SourceFailure if this address may not be asked; the reason says what allows it
   */
  void check(URI address) throws SourceFailure {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (this == OFFLINE) {
      throw new SourceFailure("the network is not to be used");
    }
    if (scheme.equals("http") && this == HTTPS_ONLY) {
      throw new SourceFailure(
          "expected https but found %s, which is not encrypted; --allow-http allows it"
              .formatted(ShownAddress.of(address)));
    }
    if ((!scheme.equals("http") && !scheme.equals("https")) || address.getHost() == null) {
      throw new SourceFailure("expected an https address but found " + ShownAddress.of(address));
    }
  }
}
