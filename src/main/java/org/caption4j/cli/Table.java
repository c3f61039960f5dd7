package org.caption4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.Printable;

/** Rows of text in columns as wide as their widest cell. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param titles one a column
   */
  Table(String... titles) {
    rows.add(List.of(titles));
  }

  /**
   * @param cells one a column
   */
  void add(List<String> cells) {
    rows.add(cells.stream().map(Printable::of).toList());
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column)).append(" ".repeat(padding(row, column))).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int padding(List<String> row, int column) {
    int widest = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
    return widest - row.get(column).length();
  }
}
