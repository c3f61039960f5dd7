package org.caption4j.pretrained;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for a file. Redirects are followed here rather than by Java, so that none leads to a place
 * that may not be asked.
 */
final class HttpGet {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private HttpGet() {}

  /**
   * @return the connection, whose status is known and is no redirect
   * @throws SourceFailure if the address, or one that it leads to, may not be asked
   * @throws IOException if there is no answer
   */
  static HttpURLConnection open(URI address, Map<String, String> headers, DownloadSettings settings)
      throws IOException {
    URI at = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      settings.transport().check(at);
      HttpURLConnection connection = ask(at, headers, settings);
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("the answer is not HTTP");
      }
      if (!REDIRECTS.contains(status)) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      at = target(at, location);
    }
    throw new SourceFailure("more than %d redirects".formatted(MOST_REDIRECTS));
  }

  private static HttpURLConnection ask(
      URI address, Map<String, String> headers, DownloadSettings settings) throws IOException {
    HttpURLConnection connection = connect(address, settings.proxies().forAddress(address));
    connection.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
    connection.setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "caption4j");
    connection.setRequestProperty("Accept-Encoding", "identity"); // bytes are counted
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private static HttpURLConnection connect(URI address, Optional<URI> proxy) throws IOException {
    if (proxy.isEmpty()) {
      return (HttpURLConnection) address.toURL().openConnection();
    }
    HttpURLConnection connection =
        (HttpURLConnection) address.toURL().openConnection(Proxies.at(proxy.get()));
    Proxies.login(proxy.get()).ifPresent(connection::setAuthenticator);
    return connection;
  }

  private static URI target(URI from, String location) throws SourceFailure {
    try {
      return Optional.ofNullable(location).map(from::resolve).orElseThrow();
    } catch (RuntimeException e) {
      throw new SourceFailure("redirected to no address: " + location, e);
    }
  }
}
