package org.caption4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A style sheet, script or template that comes with the program.
 *
 * @param text with line feeds alone, as browsers see it
 */
record Resource(String text) {

  /**
   * @param owner the class that it lies beside
   * @param name of the file
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if it is not there
   */
  static Resource of(Class<?> owner, String name) throws IOException {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Resource(text.replace("\r\n", "\n"));
    }
  }

  /** What a Content-Security-Policy calls this text when it allows it in line (CSP level 2). */
  String policyHash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
