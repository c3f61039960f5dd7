package org.caption4j.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;

/** A file of text beside a photo, in UTF-8, a caption a line. */
public final class TextSidecar implements DescriptionFile {
  /** More than anybody writes of a photo. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Wording wording;

  /**
   * @param wording of the text
   */
  public TextSidecar(Wording wording) {
    this.wording = wording;
  }

  /** An empty file is a description, too: somebody made it. */
  @Override
  public boolean isDescribed(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void describe(Path file, List<String> captions) throws IOException {
    Optional<String> before =
        Files.exists(file) ? Optional.of(read(file).strip()) : Optional.empty();
    Optional<String> text = wording.change(before, captions);
    if (text.isPresent()) {
      AtomicFile.write(file, text.get() + "\n");
    }
  }

  private static String read(Path file) throws IOException {
    byte[] bytes = InputFile.bytes(file, MOST_BYTES, "a text about a photo");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      }
      throw otherKind(file, null);
    } catch (CharacterCodingException e) {
      throw otherKind(file, e);
    }
  }

  private static BadInputException otherKind(Path file, Exception cause) {
    return new BadInputException(
        file
            + ": expected a text in UTF-8, found something else: not changed; rename it, or choose another --sidecar-extension",
        cause);
  }
}
