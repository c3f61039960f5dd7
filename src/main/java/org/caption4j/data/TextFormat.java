package org.caption4j.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;
import org.caption4j.PhotoEndings;

/** What a line of a captions file looks like. */
enum TextFormat {
  /** Flickr8k's and Flickr30k's token files: {@code photo.jpg#0}, a tab, a caption. */
  TOKENS {
    @Override
    Row row(TextLines lines, String line) throws BadInputException {
      Matcher token = TOKEN.matcher(line);
      if (!token.matches()) {
        throw lines.fault("expected 'photo.jpg#0', a tab and a caption", line);
      }
      return new Row(token.group(1), Optional.of(token.group(2)), token.group(3));
    }
  },

  /**
   * Flickr30k's {@code results.csv}: {@code photo.jpg| 0| a caption}. One of its lines has no
   * second bar; white space behind the number serves as well.
   */
  BARS {
    @Override
    Row row(TextLines lines, String line) throws BadInputException {
      Matcher bars = BETWEEN_BARS.matcher(line);
      if (!bars.matches()) {
        throw lines.fault("expected a file name, a bar, a number, a bar and a caption", line);
      }
      return new Row(bars.group(1).strip(), Optional.of(bars.group(2)), bars.group(3));
    }
  },

  /** Two columns with a tab between them, without quotes. */
  TABS {
    @Override
    Row row(TextLines lines, String line) throws BadInputException {
      return Row.of(List.of(line.split("\t", -1)), lines, line, "a tab");
    }
  },

  /** Two columns with a comma between them; what holds a comma stands in quotes. */
  COMMAS {
    @Override
    Row row(TextLines lines, String line) throws IOException {
      return Row.of(
          new CsvRecord(lines, line).fields(),
          lines,
          line,
          "a comma (a caption with commas stands in quotes)");
    }
  };

  private static final Pattern TOKEN = Pattern.compile("([^\t]+)#(\\d+)\t(.*)", Pattern.DOTALL);
  private static final Pattern BETWEEN_BARS =
      Pattern.compile("([^|]*[^|\\s][^|]*)\\|\\s*(\\d+)(?:\\s*\\||\\s)\\s*(.*)", Pattern.DOTALL);

  private static final Pattern BEFORE_COMMA = Pattern.compile("(\"[^\"]+\"|[^\",]+),");

  /** Reads a row, which may go on in the next lines. */
  abstract Row row(TextLines lines, String line) throws IOException;

  /**
   * A caption.
   *
   * @param fileName its photo
   * @param number the caption's number among those of its photo, where captions are numbered
   * @param caption may be blank
   */
  record Row(String fileName, Optional<String> number, String caption) {
    private static Row of(List<String> columns, TextLines lines, String line, String between)
        throws BadInputException {
      if (columns.size() != 2 || columns.get(0).isBlank()) {
        throw lines.fault(
            "expected two columns, a photo's file name and a caption, with %s between them"
                .formatted(between),
            line);
      }
      return new Row(columns.get(0).strip(), Optional.empty(), columns.get(1));
    }
  }

  /**
   * How a file begins.
   *
   * @param format of its rows
   * @param header whether the first line names the columns
   */
  record Beginning(TextFormat format, boolean header) {}

  /**
   * Tells the format by a file's first line.
   *
   * @throws BadInputException if it is none of them
   */
  static Beginning of(TextLines lines, String first) throws BadInputException {
    if (columns(first, "\\|").equals(List.of("image_name", "comment_number", "comment"))) {
      return new Beginning(BARS, true);
    }
    if (columns(first, ",").equals(List.of("image", "caption"))) {
      return new Beginning(COMMAS, true);
    }
    if (columns(first, "\t").equals(List.of("image", "caption"))) {
      return new Beginning(TABS, true);
    }
    if (TOKEN.matcher(first).matches()) {
      return new Beginning(TOKENS, false);
    }
    int tab = first.indexOf('\t');
    if (tab > 0 && PhotoEndings.has(first.substring(0, tab).strip())) {
      return new Beginning(TABS, false);
    }
    Matcher comma = BEFORE_COMMA.matcher(first);
    if (comma.lookingAt() && PhotoEndings.has(comma.group(1).replace("\"", "").strip())) {
      return new Beginning(COMMAS, false);
    }
    throw lines.fault(
        "expected captions: 'photo.jpg#0', a tab and a caption; a header 'image,caption'; or a"
            + " photo's file name, a tab or a comma and a caption",
        first);
  }

  private static List<String> columns(String header, String between) {
    return Arrays.stream(header.split(between, -1))
        .map(column -> column.strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
