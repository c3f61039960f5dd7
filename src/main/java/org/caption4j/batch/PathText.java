package org.caption4j.batch;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Paths of files as text, exactly, whatever bytes the file system allows in a name and whatever the
 * locale is.
 *
 * <p>A file system's names are bytes, which Java shows as text by the locale, not always
 * reversibly. Here they are UTF-8. A path that is not UTF-8 is written as a {@code file:} URI,
 * which no other path looks like.
 */
final class PathText {
  private static final String URI_START = "file:///";

  private PathText() {}

  /**
   * Returns a file's path as text.
   *
   * @param parent the text of its folder's path, empty if that is not UTF-8
   * @param file the file
   */
  static Optional<String> below(Optional<String> parent, Path file) {
    return parent.flatMap(
        folder ->
            name(file).map(name -> folder.endsWith("/") ? folder + name : folder + "/" + name));
  }

  /** A path as it was named, as text. */
  static String of(Path file) {
    Path parent = file.getParent();
    Optional<String> text =
        parent == null ? name(file) : below(Optional.of(parent.toString()), file);
    return text.orElseGet(() -> uri(file));
  }

  /** What to call a file whose path is not UTF-8. */
  static String uri(Path file) {
    return withoutSlash(file.toUri().toString());
  }

  /**
   * A file beside another, of its name but for the ending.
   *
   * @param file the other
   * @param ending with its dot
   */
  static Path withEnding(Path file, String ending) {
    String uri = withoutSlash(file.toUri().toString());
    int dot = uri.lastIndexOf('.');
    int name = uri.lastIndexOf('/') + 1;
    Path other = Path.of(URI.create((dot > name ? uri.substring(0, dot) : uri) + encoded(ending)));
    return file.resolveSibling(other.getFileName());
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(encoded(b));
    }
    return encoded.toString();
  }

  private static String encoded(byte b) {
    return "%" + HexFormat.of().withUpperCase().toHexDigits(b);
  }

  /** The path that such a text is of. */
  static Path parse(String text) {
    if (text.startsWith(URI_START)) {
      return Path.of(URI.create(text));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return throughUri(
          text.getBytes(
              StandardCharsets.UTF_8)); // the locale has no such characters, the file system does
    }
  }

  /**
   * The path that such bytes of a file system are of, or those of such a text.
   *
   * @param bytes of a path
   */
  static Path parse(byte[] bytes) {
    Optional<String> text = of(bytes);
    return text.isPresent() ? parse(text.get()) : throughUri(bytes);
  }

  /** Returns bytes as text, or empty if they are not UTF-8. */
  static Optional<String> of(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Path throughUri(byte[] bytes) {
    StringBuilder uri = new StringBuilder();
    if (bytes[0] != '/') {
      uri.append(withoutSlash(Path.of("").toAbsolutePath().toUri().getRawPath())).append('/');
    }
    for (byte b : bytes) {
      uri.append(b == '/' ? "/" : encoded(b));
    }
    return Path.of(URI.create("file://" + uri));
  }

  /** The last name of a path, or empty if its bytes are not UTF-8. */
  private static Optional<String> name(Path file) {
    // A path tells its bytes in its URI only.
    String path = withoutSlash(file.toUri().getRawPath());
    return of(bytes(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static byte[] bytes(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int k = 0; k < encoded.length(); k++) {
      if (encoded.charAt(k) == '%') {
        bytes.write(HexFormat.fromHexDigits(encoded, k + 1, k + 3));
        k += 2;
      } else {
        bytes.write(encoded.charAt(k));
      }
    }
    return bytes.toByteArray();
  }

  /** The URI of a folder ends with a slash. */
  private static String withoutSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
