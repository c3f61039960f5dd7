package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures.
 *
 * @param title what they are of
 * @param columns their names
 * @param rows for each column a text or a number
 */
record Table(String title, List<String> columns, List<List<Object>> rows) {
  /** Copies the lists. */
  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * The standings of a contest.
   *
   * @param title what was contested
   * @param unit what the seconds are of, such as {@code s a photo}
   * @param standings the first is the one that the others are compared with
   */
  static Table of(String title, String unit, List<Standing> standings) {
    double own = standings.get(0).median();
    List<List<Object>> rows = new ArrayList<>();
    for (Standing standing : standings) {
      rows.add(
          List.of(standing.name(), standing.median(), standing.least(), standing.median() / own));
    }
    return new Table(title, List.of("who", "median " + unit, "least", "ratio"), rows);
  }
}
