package org.caption4j.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.caption4j.BadInputException;
import org.caption4j.InParallel;
import org.caption4j.image.Thumbnail;

/**
 * Photos and what is known of them as blocks of data in a page: for each image JSON, and after it
 * the thumbnail in base64 where there is one. Browsers keep such blocks as text; no block holds a
 * {@code <}, so that none ends before its end.
 *
 * <p>Thumbnails are made a few ahead of the one that is written, on all cores.
 *
 * @param <T> what a page knows of an image
 */
public final class PhotoBlocks<T> {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .characterEscapes(new NoMarkup())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private final ThumbnailSource<T> thumbnails;
  private final Members<T> members;
  private final IntConsumer progress;
  private int done;

  /**
   * What is known of an image besides its photo, as members of a JSON object.
   *
   * @param <T> what a page knows of an image
   */
  @FunctionalInterface
  public interface Members<T> {
    /**
     * @param image whose members are wanted
     * @param json takes them
     * @throws IOException if they are not taken
     */
    void write(T image, JsonGenerator json) throws IOException;
  }

  /**
   * @param thumbnails asked once for each image
   * @param members what else is known of it
   * @param progress told how many images are written so far, after each
   */
  public PhotoBlocks(ThumbnailSource<T> thumbnails, Members<T> members, IntConsumer progress) {
    this.thumbnails = thumbnails;
    this.members = members;
    this.progress = progress;
  }

  /**
   * Writes the blocks of some images, in order.
   *
   * @param out takes them
   * @param images these
   * @throws IOException if they are not taken
   */
  public void write(Writer out, Iterable<T> images) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (InParallel<T, Shown<T>> ahead =
        new InParallel<>(images.iterator(), cores, 4 * cores, this::shown)) {
      while (ahead.hasNext()) {
        Shown<T> shown = ahead.next();
        writeMembers(out, shown);
        writeThumbnail(out, shown);
        progress.accept(++done);
      }
    }
  }

  private Shown<T> shown(T image) {
    try {
      return new Shown<>(image, Optional.of(thumbnails.thumbnail(image)), "");
    } catch (BadInputException e) {
      return new Shown<>(image, Optional.empty(), e.getMessage());
    }
  }

  private void writeMembers(Writer out, Shown<T> shown) throws IOException {
    out.write("<script type=\"application/json\" class=\"photo\">");
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      members.write(shown.image, json);
      if (shown.thumbnail.isPresent()) {
        json.writeNumberField("width", shown.thumbnail.get().width());
        json.writeNumberField("height", shown.thumbnail.get().height());
      } else {
        json.writeStringField("fault", shown.fault);
      }
      json.writeEndObject();
    }
    out.write("</script>\n");
  }

  private static void writeThumbnail(Writer out, Shown<?> shown) throws IOException {
    if (shown.thumbnail.isPresent()) {
      out.write("<script type=\"image/jpeg\">");
      out.write(Base64.getEncoder().encodeToString(shown.thumbnail.get().jpeg()));
      out.write("</script>\n");
    }
  }

  /** A photo, or why there is none. */
  private record Shown<T>(T image, Optional<Thumbnail> thumbnail, String fault) {}

  /** JSON in which nothing looks like markup. */
  private static final class NoMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['<'] = ESCAPE_CUSTOM;
      codes['>'] = ESCAPE_CUSTOM;
      codes['&'] = ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      // Asked of every character beyond ASCII, too; null lets it stand.
      return character < 128 ? new SerializedString("\\u%04x".formatted(character)) : null;
    }
  }
}
