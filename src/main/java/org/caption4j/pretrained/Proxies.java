package org.caption4j.pretrained;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;

/**
 * The proxies that the environment names, as curl understands it: {@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy} and {@code no_proxy}, each in capitals as well; {@code HTTP_PROXY}
 * alone is ignored, since a server's client could set it. Java's own properties ({@code
 * https.proxyHost}) come first.
 */
public final class Proxies {
  private final Map<String, String> environment;

  private Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param environment the process's environment variables
   */
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(environment);
  }

  /** Those of this process. */
  public static Proxies ofEnvironment() {
    return of(System.getenv());
  }

  /**
   * Chooses a proxy.
   *
   * @param address what is to be asked
   * @return the variable's value as an address; empty where Java is to choose, or nobody is between
   * @throws BadInputException if a variable names no proxy
   */
  public Optional<URI> forAddress(URI address) throws BadInputException {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    if (System.getProperty(scheme + ".proxyHost") != null || isExcepted(address)) {
      return Optional.empty();
    }
    List<String> names =
        scheme.equals("https")
            ? List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : List.of("http_proxy", "all_proxy", "ALL_PROXY");
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(parse(name, value.strip()));
      }
    }
    return Optional.empty();
  }

  /** The proxy at an address that {@link #forAddress} gave. */
  static Proxy at(URI address) {
    int port = address.getPort() >= 0 ? address.getPort() : isSocks(address) ? 1080 : 80;
    return new Proxy(
        isSocks(address) ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
        new InetSocketAddress(address.getHost(), port));
  }

  /** The name and password in a proxy's address, for connections through it. */
  static Optional<Authenticator> login(URI address) {
    String login = address.getRawUserInfo();
    if (login == null) {
      return Optional.empty();
    }
    String[] parts = login.split(":", 2);
    String user = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    String password =
        parts.length < 2
            ? ""
            : URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
    return Optional.of(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication(user, password.toCharArray())
                : null;
          }
        });
  }

  private static boolean isSocks(URI address) {
    return address.getScheme().startsWith("socks");
  }

  private static URI parse(String name, String value) throws BadInputException {
    try {
      URI address = new URI(value.contains("://") ? value : "http://" + value);
      boolean known =
          Stream.of("http", "socks", "socks4", "socks5", "socks5h")
              .anyMatch(address.getScheme()::equalsIgnoreCase);
      if (known && address.getHost() != null) {
        return address;
      }
    } catch (java.net.URISyntaxException e) {
      // told below, without the value: it may hold a password
    }
    throw new BadInputException(
        name + ": expected a proxy such as http://proxy.example.org:3128 but found something else");
  }

  /** {@code no_proxy}: hosts, which stand for those below them as well; {@code *} for all. */
  private boolean isExcepted(URI address) {
    String hosts =
        Stream.of("no_proxy", "NO_PROXY")
            .map(environment::get)
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse("");
    String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
    String withPort = host + ":" + address.getPort();
    return Arrays.stream(hosts.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
        .map(each -> each.startsWith("*.") ? each.substring(2) : each)
        .map(each -> each.startsWith(".") ? each.substring(1) : each)
        .filter(each -> !each.isEmpty())
        .anyMatch(
            each ->
                each.equals("*")
                    || host.equals(each)
                    || withPort.equals(each)
                    || host.endsWith("." + each));
  }
}
