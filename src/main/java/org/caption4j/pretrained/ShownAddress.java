package org.caption4j.pretrained;

import java.net.URI;

/** An address as it is printed and kept: without a password, and without what may be a token. */
final class ShownAddress {
  private ShownAddress() {}

  static String of(URI address) {
    if (address.getHost() == null) {
      return address.getRawUserInfo() == null && address.getRawQuery() == null
          ? address.toString()
          : address.getScheme() + "://...";
    }
    StringBuilder shown = new StringBuilder(address.getScheme()).append("://");
    shown.append(address.getHost());
    if (address.getPort() >= 0) {
      shown.append(':').append(address.getPort());
    }
    if (address.getRawPath() != null) {
      shown.append(address.getRawPath());
    }
    return shown.toString();
  }
}
