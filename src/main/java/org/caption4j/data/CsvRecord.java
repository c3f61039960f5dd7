package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;

/**
 * A record of a table with commas, as RFC 4180 has it: a field in quotes may hold commas, doubled
 * quotes and ends of lines.
 */
final class CsvRecord {
  private final TextLines lines;
  private final String first;
  private final int firstNumber;
  private String line;
  private int at;

  /**
   * @param lines where the record goes on
   * @param first its first line, the last that was taken from the lines
   */
  CsvRecord(TextLines lines, String first) {
    this.lines = lines;
    this.first = first;
    this.firstNumber = lines.number();
    this.line = first;
  }

  /**
   * Reads the fields.
   *
   * @throws BadInputException if a quote is not closed, or something but a comma is behind it
   */
  List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    do {
      fields.add(at < line.length() && line.charAt(at) == '"' ? quoted() : plain());
    } while (at++ < line.length());
    return fields;
  }

  private String plain() {
    int comma = line.indexOf(',', at);
    int end = comma < 0 ? line.length() : comma;
    String field = line.substring(at, end);
    at = end;
    return field;
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        field.append(line, at, line.length()).append('\n');
        nextLine();
      } else if (line.startsWith("\"\"", quote)) {
        field.append(line, at, quote + 1);
        at = quote + 2;
      } else {
        field.append(line, at, quote);
        at = quote + 1;
        requireEnd();
        return field.toString();
      }
    }
  }

  private void nextLine() throws IOException {
    line = lines.next();
    at = 0;
    if (line == null) {
      throw lines.fault(firstNumber, "expected a quote at the end of what begins with one", first);
    }
  }

  private void requireEnd() throws BadInputException {
    if (at < line.length() && line.charAt(at) != ',') {
      throw lines.fault(
          "expected a comma or the end of the line behind the closing quote (a quote within is"
              + " doubled)",
          line.substring(at));
    }
  }
}
