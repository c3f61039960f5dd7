package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static final URI HTTPS = URI.create("https://weights.example.org/file");
  private static final URI HTTP = URI.create("http://weights.example.org:8080/file");

  private static Optional<URI> proxy(URI address, String... environment) throws BadInputException {
    return Proxies.of(
            environment.length == 2
                ? Map.of(environment[0], environment[1])
                : Map.of(environment[0], environment[1], environment[2], environment[3]))
        .forAddress(address);
  }

  @Test
  void eachSchemeHasItsOwn() throws BadInputException {
    assertThat(proxy(HTTPS, "https_proxy", "http://p:3128", "http_proxy", "http://q:1"))
        .contains(URI.create("http://p:3128"));
    assertThat(proxy(HTTP, "https_proxy", "http://p:3128", "http_proxy", "http://q:1"))
        .contains(URI.create("http://q:1"));
    assertThat(proxy(HTTPS, "HTTPS_PROXY", "p:3128")).contains(URI.create("http://p:3128"));
    assertThat(proxy(HTTP, "all_proxy", "socks5://p")).contains(URI.create("socks5://p"));
  }

  @Test
  void whatAServersClientCouldSetIsIgnored() throws BadInputException {
    assertThat(proxy(HTTP, "HTTP_PROXY", "http://p:3128")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|true",
        "example.org|true",
        "'localhost, .example.org'|true",
        "*.example.org|true",
        "WEIGHTS.example.org:8080|true",
        "ample.org|false",
        "example.org.uk|false",
        "weights.example.org:9|false"
      })
  void someHostsAreAskedWithoutIt(String exceptions, boolean excepted) throws BadInputException {
    assertThat(proxy(HTTP, "http_proxy", "http://p:1", "no_proxy", exceptions).isEmpty())
        .isEqualTo(excepted);
  }

  @Test
  void kindsOfProxies() {
    assertThat(Proxies.at(URI.create("http://127.0.0.1:3128")).type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(Proxies.at(URI.create("socks5://127.0.0.1"))).hasToString("SOCKS @ /127.0.0.1:1080");
    assertThat(Proxies.login(URI.create("http://p:1"))).isEmpty();
  }

  @Test
  void theLoginIsForTheProxyAlone() throws Exception {
    var login = Proxies.login(URI.create("http://me:a%40b+c@p:1")).orElseThrow();
    PasswordAuthentication proxy =
        login.requestPasswordAuthenticationInstance(
            "p", null, 1, "http", "", "basic", null, java.net.Authenticator.RequestorType.PROXY);
    assertThat(proxy.getUserName()).isEqualTo("me");
    assertThat(new String(proxy.getPassword())).isEqualTo("a@b+c");
    assertThat(
            login.requestPasswordAuthenticationInstance(
                "p",
                null,
                1,
                "http",
                "",
                "basic",
                null,
                java.net.Authenticator.RequestorType.SERVER))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"ftp://user:secret@p:21", "http://", "http://secret secret"})
  void whatIsNoProxyIsNamedWithoutItsPassword(String value) {
    assertThatThrownBy(() -> proxy(HTTPS, "https_proxy", value))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("https_proxy: expected a proxy such as")
        .hasMessageNotContaining("secret");
  }
}
