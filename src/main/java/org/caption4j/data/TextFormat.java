package org.caption4j.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;
import org.caption4j.PhotoEndings;

/** What a line of a captions file looks like. */
enum TextFormat {
  /** Flickr8k's and Flickr30k's token files: {@code photo.jpg#0}, a tab, a caption. */
  TOKENS {
    @Override
    Row row(TextLines lines, String line, Columns columns) throws BadInputException {
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
    Row row(TextLines lines, String line, Columns columns) throws BadInputException {
      Matcher bars = BETWEEN_BARS.matcher(line);
      if (!bars.matches()) {
        throw lines.fault("expected a file name, a bar, a number, a bar and a caption", line);
      }
      return new Row(bars.group(1).strip(), Optional.of(bars.group(2)), bars.group(3));
    }
  },

  /** Columns with a tab between them, without quotes. */
  TABS {
    @Override
    Row row(TextLines lines, String line, Columns columns) throws BadInputException {
      return columns.row(List.of(line.split("\t", -1)), lines, line, "a tab");
    }
  },

  /** Columns with a comma between them; what holds a comma stands in quotes. */
  COMMAS {
    @Override
    Row row(TextLines lines, String line, Columns columns) throws IOException {
      return columns.row(
          new CsvRecord(lines, line).fields(),
          lines,
          line,
          "a comma (a caption with commas stands in quotes)");
    }
  };

  /** How the tables of the batch command begin. */
  private static final List<String> BATCH = List.of("path", "caption", "probability");

  private static final Pattern TOKEN = Pattern.compile("([^\t]+)#(\\d+)\t(.*)", Pattern.DOTALL);
  private static final Pattern BETWEEN_BARS =
      Pattern.compile("([^|]*[^|\\s][^|]*)\\|\\s*(\\d+)(?:\\s*\\||\\s)\\s*(.*)", Pattern.DOTALL);

  private static final Pattern BEFORE_COMMA = Pattern.compile("(\"[^\"]+\"|[^\",]+),");

  /**
   * Reads a row, which may go on in the next lines.
   *
   * @param columns where a table has what is read
   */
  abstract Row row(TextLines lines, String line, Columns columns) throws IOException;

  /**
   * A caption.
   *
   * @param fileName its photo
   * @param number the caption's number among those of its photo, where captions are numbered
   * @param caption may be blank
   */
  record Row(String fileName, Optional<String> number, String caption) {}

  /**
   * Where a table has its photos and captions.
   *
   * @param photo the column of file names, from 0
   * @param caption the column of captions
   * @param count of all columns
   * @param cell what a cell means
   */
  record Columns(int photo, int caption, int count, UnaryOperator<String> cell) {
    private static final Columns TWO = new Columns(0, 1, 2, UnaryOperator.identity());

    private static final List<String> PHOTOS =
        List.of("image", "image_name", "file_name", "filename", "path");
    private static final List<String> CAPTIONS = List.of("caption", "text", "comment");

    /** Tells them by a table's header, if the line is one. */
    private static Optional<Columns> of(List<String> header) {
      int photo = first(header, PHOTOS);
      int caption = first(header, CAPTIONS);
      if (photo < 0 || caption < 0) {
        return Optional.empty();
      }
      boolean ours = header.size() > 2 && header.subList(0, 3).equals(BATCH);
      UnaryOperator<String> cell = ours ? Columns::unguarded : UnaryOperator.identity();
      return Optional.of(new Columns(photo, caption, header.size(), cell));
    }

    private static int first(List<String> header, List<String> names) {
      return names.stream().mapToInt(header::indexOf).filter(k -> k >= 0).findFirst().orElse(-1);
    }

    /** The batch command writes an apostrophe before what spreadsheets take for a formula. */
    private static String unguarded(String cell) {
      return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private Row row(List<String> cells, TextLines lines, String line, String between)
        throws BadInputException {
      if (cells.size() != count || cells.get(photo).isBlank()) {
        throw lines.fault(
            count == 2
                ? "expected two columns, a photo's file name and a caption, with %s between them"
                    .formatted(between)
                : "expected %d columns as in the first line, with %s between them"
                    .formatted(count, between),
            line);
      }
      return new Row(
          cell.apply(cells.get(photo)).strip(), Optional.empty(), cell.apply(cells.get(caption)));
    }
  }

  /**
   * How a file begins.
   *
   * @param format of its rows
   * @param header whether the first line names the columns
   * @param columns of a table
   */
  record Beginning(TextFormat format, boolean header, Columns columns) {
    private static Beginning of(TextFormat format) {
      return new Beginning(format, false, Columns.TWO);
    }

    /** Reads a row of the file. */
    Row row(TextLines lines, String line) throws IOException {
      return format.row(lines, line, columns);
    }
  }

  /**
   * Tells the format by a file's first line.
   *
   * @throws BadInputException if it is none of them
   */
  static Beginning of(TextLines lines, String first) throws BadInputException {
    if (names(first, "\\|").equals(List.of("image_name", "comment_number", "comment"))) {
      return new Beginning(BARS, true, Columns.TWO);
    }
    Optional<Columns> commas = Columns.of(names(first, ","));
    if (commas.isPresent()) {
      return new Beginning(COMMAS, true, commas.get());
    }
    Optional<Columns> tabs = Columns.of(names(first, "\t"));
    if (tabs.isPresent()) {
      return new Beginning(TABS, true, tabs.get());
    }
    if (TOKEN.matcher(first).matches()) {
      return Beginning.of(TOKENS);
    }
    int tab = first.indexOf('\t');
    if (tab > 0 && PhotoEndings.has(first.substring(0, tab).strip())) {
      return Beginning.of(TABS);
    }
    Matcher comma = BEFORE_COMMA.matcher(first);
    if (comma.lookingAt() && PhotoEndings.has(comma.group(1).replace("\"", "").strip())) {
      return Beginning.of(COMMAS);
    }
    throw lines.fault(
        "expected captions: 'photo.jpg#0', a tab and a caption; a header 'image,caption'; or a"
            + " photo's file name, a tab or a comma and a caption",
        first);
  }

  private static List<String> names(String header, String between) {
    return Arrays.stream(header.split(between, -1))
        .map(name -> name.replace("\"", "").strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
