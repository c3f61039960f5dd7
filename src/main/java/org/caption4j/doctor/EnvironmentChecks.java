package org.caption4j.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.image.PhotoReader;
import org.caption4j.pretrained.Proxies;

/** Locale, proxy, and programs that open more kinds of photos. */
final class EnvironmentChecks {
  private final Map<String, String> environment;

  EnvironmentChecks(Map<String, String> environment) {
    this.environment = environment;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(locale());
    findings.add(proxy());
    findings.add(tools());
    return findings;
  }

  private Finding locale() {
    String encoding = System.getProperty("sun.jnu.encoding", "unknown");
    String name =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(environment::get)
            .filter(value -> value != null && !value.isEmpty())
            .findFirst()
            .orElse("none set");
    String text = "%s, names of files in %s".formatted(name, encoding);
    return encoding.equalsIgnoreCase("UTF-8")
        ? Finding.ok("locale", text)
        : Finding.warning(
            "locale", text, "photos with other names are not found; set LC_ALL=C.UTF-8");
  }

  private Finding proxy() {
    try {
      Optional<URI> proxy = Proxies.of(environment).forAddress(URI.create("https://example.org/"));
      String property = System.getProperty("https.proxyHost");
      return Finding.ok(
          "proxy",
          proxy
              .map(each -> "%s://%s".formatted(each.getScheme(), hostAndPort(each)))
              .orElse(property == null ? "none" : property + ", by -Dhttps.proxyHost"));
    } catch (BadInputException e) {
      return Finding.warning("proxy", e.getMessage(), "downloads fail until it is right");
    }
  }

  private static String hostAndPort(URI address) {
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private Finding tools() {
    String found =
        String.join(", ", PhotoReader.installedDecoders(environment.getOrDefault("PATH", "")));
    return Finding.ok("optional programs", found.isEmpty() ? "none" : found);
  }
}
