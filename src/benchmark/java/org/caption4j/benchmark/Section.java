package org.caption4j.benchmark;

import java.util.List;

/**
 * What a part found.
 *
 * @param title of the part
 * @param remarks what exactly was compared, a sentence or two each
 * @param tables the figures
 */
record Section(String title, List<String> remarks, List<Table> tables) {
  /** Copies the lists. */
  Section {
    remarks = List.copyOf(remarks);
    tables = List.copyOf(tables);
  }
}
