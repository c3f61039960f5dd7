package org.caption4j.pretrained;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What Java says of a failed connection, in plain words.
 *
 * @param reason one line
 * @param outlook whether it is worth trying again
 */
record NetworkFault(String reason, Outlook outlook) {
  private static final String PROXY =
      "; is there a network? A proxy is named by the environment variable https_proxy";

  enum Outlook {
    /** May be better in a moment. */
    PASSING,
    /** Will be the same next time. */
    LASTING
  }

  static NetworkFault of(IOException e, DownloadSettings settings) {
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof UnknownHostException) {
      return lasting("unknown host " + said + PROXY);
    }
    if (e instanceof SocketTimeoutException) {
      return passing(
          "no answer for %d s"
              .formatted(
                  Math.max(
                      1,
                      said.startsWith("Connect")
                          ? settings.connectTimeout().toSeconds()
                          : settings.readTimeout().toSeconds())));
    }
    if (said.startsWith("Unable to tunnel through proxy")) {
      return lasting("the proxy refused: " + said);
    }
    if (e instanceof SSLException) {
      return ofTls(e, said);
    }
    if (e instanceof ConnectException) {
      return passing("cannot connect: " + said);
    }
    return passing(said);
  }

  private static NetworkFault ofTls(IOException e, String said) {
    if (cause(e, SocketException.class).isPresent() || cause(e, EOFException.class).isPresent()) {
      return passing("the connection dropped: " + said);
    }
    // the innermost says most: "unable to find valid certification path to requested target"
    return lasting(
        cause(e, GeneralSecurityException.class)
            .map(cause -> "the server's certificate is not trusted: " + cause.getMessage())
            .orElse("no TLS connection: " + said));
  }

  private static Optional<Throwable> cause(Throwable e, Class<? extends Throwable> type) {
    return Stream.iterate(e, each -> each != null, Throwable::getCause)
        .filter(type::isInstance)
        .reduce((first, second) -> second);
  }

  private static NetworkFault passing(String reason) {
    return new NetworkFault(reason, Outlook.PASSING);
  }

  private static NetworkFault lasting(String reason) {
    return new NetworkFault(reason, Outlook.LASTING);
  }
}
