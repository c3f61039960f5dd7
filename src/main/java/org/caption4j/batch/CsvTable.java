package org.caption4j.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  public Records<List<Caption>> read(InputStream in, String name) {
    return new Rows(in, name);
  }

  /** The rows of a table that may end in the middle of one. */
  private final class Rows implements Records<List<Caption>> {
    private final InputStream in;
    private final String name;
    private final List<String> cells = new ArrayList<>();
    private long position;
    private int number;

    /** Where the last whole row ends, without the line's end. */
    private long end;

    Rows(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    @Override
    public Optional<Entry<List<Caption>>> next() throws IOException {
      if (number == 0 && !header()) {
        return Optional.empty();
      }
      if (!row()) {
        return Optional.empty();
      }
      if (cells.size() != 1 + 2 * captions) {
        throw new BadInputException(
            "%s: expected %d cells in row %d, found %d; choose another name"
                .formatted(name, 1 + 2 * captions, number, cells.size()));
      }
      return Optional.of(new Entry<>(plain(cells.get(0)), spoken()));
    }

    @Override
    public long end() {
      return end;
    }

    /** Reads the header, and returns whether it was whole. */
    private boolean header() throws IOException {
      boolean whole = row();
      String found = String.join(",", cells);
      if (whole ? found.equals(CsvTable.this.header()) : CsvTable.this.header().startsWith(found)) {
        return whole;
      }
      throw new BadInputException(
          "%s: expected a table that begins with '%s', found '%s'; choose another name, or the --format and --top that it was begun with"
              .formatted(
                  name,
                  CsvTable.this.header(),
                  found.length() <= 60 ? found : found.substring(0, 57) + "..."));
    }

    private List<Caption> spoken() throws BadInputException {
      List<Caption> read = new ArrayList<>();
      for (int k = 0; k < captions && !cells.get(2 + 2 * k).isEmpty(); k++) {
        String probability = cells.get(2 + 2 * k);
        try {
          read.add(
              new Caption(plain(cells.get(1 + 2 * k)), Math.log(Double.parseDouble(probability))));
        } catch (NumberFormatException e) {
          throw new BadInputException(
              "%s: expected a probability in row %d, found '%s'"
                  .formatted(name, number, probability),
              e);
        }
      }
      return read;
    }

    private static String plain(String cell) {
      return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    /** Reads a row into {@link #cells}, and returns whether it was whole. */
    private boolean row() throws IOException {
      cells.clear();
      number++;
      ByteArrayOutputStream cell = new ByteArrayOutputStream();
      boolean quoted = false;
      int before = '\n';
      for (int c = in.read(); c >= 0; before = c, c = in.read()) {
        position++;
        if (c == '"') {
          if (!quoted && before == '"') {
            cell.write(c); // two in a row are one of the text
          }
          quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
          cells.add(cell.toString(StandardCharsets.UTF_8));
          cell.reset();
          if (c == '\n') {
            end = position - 1;
            return true;
          }
        } else {
          cell.write(c);
        }
      }
      cells.add(cell.toString(StandardCharsets.UTF_8));
      return false;
    }
  }
}
