package org.caption4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.caption4j.BadInputException;

/** Captions in lines of text: token files and tables. */
final class TextReader {
  private final CaptionDataSets.Source source;
  private final FoundPhotos.Collector photos = new FoundPhotos.Collector();
  private final Set<String> numbers = new HashSet<>();

  TextReader(CaptionDataSets.Source source) {
    this.source = source;
  }

  /** What is done with a row; the lines tell its number. */
  interface RowReading {
    void of(TextFormat.Row row, TextLines lines, String line) throws IOException;
  }

  FoundPhotos read() throws IOException {
    rows(source, this::caption);
    return photos.found();
  }

  /** Reads the rows of a file in any of the formats. */
  static void rows(CaptionDataSets.Source source, RowReading reading) throws IOException {
    try (InputStream in = source.open()) {
      TextLines lines = new TextLines(source.file(), in);
      String first = lines.nextFilled();
      if (first == null) {
        throw new BadInputException(source.file() + ": is empty, expected captions");
      }
      TextFormat.Beginning beginning = TextFormat.of(lines, first);
      String line = beginning.header() ? lines.nextFilled() : first;
      for (; line != null; line = lines.nextFilled()) {
        reading.of(beginning.row(lines, line), lines, line);
      }
    }
  }

  private void caption(TextFormat.Row row, TextLines lines, String line) throws IOException {
    if (row.number().isPresent() && !numbers.add(row.fileName() + "#" + row.number().get())) {
      throw lines.fault("expected each caption's number once", line);
    }
    photos.caption(row.fileName(), row.caption());
  }
}
