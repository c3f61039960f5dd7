package org.caption4j.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.caption4j.captioner.Caption;

/** The formats that captions of folders are written in. */
public enum BatchFormat {
  /** A JSON object a line. */
  JSONL,
  /** A table for spreadsheets. */
  CSV,
  /** COCO's results format. */
  COCO;

  /** Returns what a file of this name is expected to be. */
  public static BatchFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CSV;
    }
    return name.endsWith(".json") ? COCO : JSONL;
  }

  RecordFormat<List<Caption>> records(int captions) {
    return switch (this) {
      case JSONL -> new CaptionLines();
      case CSV -> new CsvTable(captions);
      case COCO -> new CocoResults();
    };
  }
}
