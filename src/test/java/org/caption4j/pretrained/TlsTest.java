package org.caption4j.pretrained;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caption4j.pretrained.Published.catalogue;
import static org.caption4j.pretrained.Published.pretrained;
import static org.caption4j.pretrained.Published.quick;
import static org.caption4j.pretrained.Published.sha256;
import static org.caption4j.pretrained.Published.source;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that nobody trusts, until somebody does. */
class TlsTest {
  private static final byte[] CONTENT = Published.bytes(5000);
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path keys;
  @TempDir Path home;
  private final SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
  private SSLContext context;
  private FileServer server;

  @BeforeEach
  void open() throws Exception {
    context = context(keyStore());
    HttpsServer https = HttpsServer.create(FileServer.local(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    server = new FileServer(CONTENT, https);
  }

  @AfterEach
  void close() {
    server.close();
    HttpsURLConnection.setDefaultSSLSocketFactory(before);
  }

  private static KeyStore keyStore() throws Exception {
    Path file = keys.resolve("keys.p12");
    if (!Files.exists(file)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  new String(PASSWORD),
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(keys.resolve("keytool.txt").toFile())
              .start();
      assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private FoundWeights require(String address) throws IOException {
    return pretrained(
            home,
            catalogue(source("net-a", address, sha256(CONTENT))),
            quick().withTransport(Transport.HTTPS_ONLY),
            FetchListener.SILENT)
        .require("net");
  }

  @Test
  void anUntrustedCertificateIsToldAndNotTriedAgain() {
    assertThatThrownBy(() -> require(server.address()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the server's certificate is not trusted: ")
        .hasMessageNotContaining("tried");
    assertThat(server.requests).hasValue(0);
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsTold() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getOutputStream().write("220 ready for mail\r\n".getBytes(US_ASCII));
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // the client went away
                }
              });
      thread.start();
      assertThatThrownBy(() -> require("https://127.0.0.1:" + plain.getLocalPort() + "/model"))
          .hasMessageContaining("no TLS connection: ");
    }
  }

  @Test
  void aTrustedServerIsAsked() throws IOException {
    HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    server.answers(302);
    assertThat(require(server.address()).file()).hasBinaryContent(CONTENT);
  }

  @Test
  void redirectsToPlainHttpAreRefused() {
    HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    try (FileServer plain = FileServer.of(CONTENT)) {
      server.location = plain.address();
      server.answers(302);
      assertThatThrownBy(() -> require(server.address()))
          .hasMessageContainingAll("expected https but found " + plain.address(), "--allow-http");
      assertThat(plain.requests).hasValue(0);
    }
  }
}
