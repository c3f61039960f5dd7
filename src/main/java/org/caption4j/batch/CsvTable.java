package org.caption4j.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;

/**
 * Comma-separated values (RFC 4180, UTF-8): {@code path,caption,probability}, and where several
 * captions were asked for {@code caption_2,probability_2} and so on. What a photo has no caption
 * for stays empty.
 *
 * <p>Spreadsheets take a cell that begins with {@code = + - @} or white space for a formula or hide
 * how it begins. Such a cell, and one that begins with an apostrophe, gets an apostrophe before it.
 * Probabilities are plain, not logarithms, which would begin with a minus.
 */
final class CsvTable implements RecordFormat<List<Caption>> {
  private static final String CAUSES_HARM = "=+-@'\t\r\n \uFF0B\uFF0D\uFF1D\uFF20";

  /**
   * A text as it is written, as a regular expression. Lines that end as rows do are no part of it,
   * although a file's name may hold them: rather other rows behind a quote that is too much.
   */
  private static final String TEXT = "\"(?:[^\",]|\"\"|,(?![-+.0-9Ee]*+\\r?\\n))*+\"";

  private static final String CAPTION = ",(?:%s,[-+.0-9e]++|,)".formatted(TEXT);

  private final int captions;

  /**
   * @param captions columns of captions, at least 1
   */
  CsvTable(int captions) {
    this.captions = captions;
  }

  @Override
  public String header() {
    StringBuilder columns = new StringBuilder("path,caption,probability");
    for (int k = 2; k <= captions; k++) {
      columns.append(",caption_").append(k).append(",probability_").append(k);
    }
    return columns.toString();
  }

  @Override
  public String lead(boolean first) {
    return "\n";
  }

  @Override
  public String footer() {
    return "\n";
  }

  @Override
  public String record(ListedPhoto photo, List<Caption> spoken) {
    StringBuilder row = new StringBuilder(text(photo.path()));
    for (int k = 0; k < captions; k++) {
      row.append(',');
      if (k < spoken.size()) {
        row.append(text(spoken.get(k).text()));
        row.append(',').append(probability(spoken.get(k)));
      } else {
        row.append(',');
      }
    }
    return row.toString();
  }

  private static String probability(Caption caption) {
    return String.format(Locale.ROOT, "%.6e", Math.exp(caption.logProbability()));
  }

  private static String text(String cell) {
    boolean harmful = !cell.isEmpty() && CAUSES_HARM.indexOf(cell.charAt(0)) >= 0;
    return '"' + (harmful ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public Pattern written() {
    return Pattern.compile(Pattern.quote(header()));
  }

  @Override
  public Pattern afterRecord() {
    return Pattern.compile("\n(?:%s(?:%s){%d})?".formatted(TEXT, CAPTION, captions));
  }

  @Override
  public Records<List<Caption>> read(InputStream in, String name) {
    return new Rows(in, name);
  }

  /** The rows of a table that may end in the middle of one. */
  private final class Rows implements Records<List<Caption>> {
    private final InputStream in;
    private final String name;
    private final List<String> cells = new ArrayList<>();
    private long position;

    /** That of the byte read next. */
    private int line = 1;

    /** Where the row in hand begins. */
    private int rowLine;

    /** Where the last whole row ends, without the line's end. */
    private long end;

    Rows(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    @Override
    public Optional<Entry<List<Caption>>> next() throws IOException {
      if (position == 0) {
        header();
      }
      boolean whole = row();
      if (!whole && cells.isEmpty()) {
        return Optional.empty();
      }
      if (!whole) {
        throw refused("a row without its end");
      }
      if (cells.size() != 1 + 2 * captions) {
        throw refused("%d cells, expected %d".formatted(cells.size(), 1 + 2 * captions));
      }
      Entry<List<Caption>> entry = new Entry<>(plain(cells.get(0)), spoken());
      end = position - 1;
      return Optional.of(entry);
    }

    @Override
    public long end() {
      return end;
    }

    private void header() throws IOException {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      int c = read();
      for (; c >= 0 && c != '\n' && first.size() < Trace.LIMIT; c = read()) {
        first.write(c);
      }
      String found = first.toString(StandardCharsets.UTF_8);
      if (c != '\n' || !found.replace("\"", "").equals(CsvTable.this.header())) {
        throw new BadInputException(
            "%s: expected a table that begins with '%s', found '%s'; choose another name, or the --format and --top that it was begun with"
                .formatted(
                    name,
                    CsvTable.this.header(),
                    found.length() <= 60 ? found : found.substring(0, 57) + "..."));
      }
      end = position - 1;
    }

    private List<Caption> spoken() throws BadInputException {
      List<Caption> read = new ArrayList<>();
      for (int k = 0; k < captions && !cells.get(2 + 2 * k).isEmpty(); k++) {
        String probability = cells.get(2 + 2 * k);
        try {
          read.add(
              new Caption(plain(cells.get(1 + 2 * k)), Math.log(Double.parseDouble(probability))));
        } catch (NumberFormatException e) {
          throw refused("'%s', expected a probability".formatted(probability));
        }
      }
      return read;
    }

    private BadInputException refused(String found) {
      return new BadInputException(
          "%s: expected a table of caption4j, found in line %d %s; mend it, or choose another name"
              .formatted(name, rowLine, found));
    }

    private static String plain(String cell) {
      return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    /**
     * Reads a row into {@link #cells}: none at the end of the file. Returns whether it is whole.
     */
    private boolean row() throws IOException {
      cells.clear();
      rowLine = line;
      long start = position;
      ByteArrayOutputStream cell = new ByteArrayOutputStream();
      boolean quoted = false;
      boolean closed = false; // behind the quote that ends a cell, or is the first of two
      for (int c = read(); c >= 0 && position - start < Trace.LIMIT; c = read()) {
        if (c == 0) {
          throw refused("zeros");
        } else if (quoted) {
          quoted = c != '"';
          closed = !quoted;
          if (quoted) {
            cell.write(c);
          }
        } else if (c == ',' || c == '\n') {
          cells.add(cell.toString(StandardCharsets.UTF_8));
          cell.reset();
          closed = false;
          if (c == '\n') {
            return true;
          }
        } else if (c == '"' && closed) {
          cell.write(c); // two in a row are one of the text
          quoted = true;
        } else if (closed || (c == '"' && cell.size() > 0)) {
          throw refused("a quote within a cell, or one too few");
        } else if (c == '"') {
          quoted = true;
        } else {
          cell.write(c);
        }
      }
      if (position > start) {
        cells.add(cell.toString(StandardCharsets.UTF_8));
      }
      return false;
    }

    private int read() throws IOException {
      int c = in.read();
      position += c < 0 ? 0 : 1;
      line += c == '\n' ? 1 : 0;
      return c;
    }
  }
}
