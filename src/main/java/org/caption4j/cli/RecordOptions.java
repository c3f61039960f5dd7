package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.caption4j.FilePart;
import org.caption4j.FilesOfCall;
import org.caption4j.batch.BatchFormat;
import org.caption4j.batch.BatchSetting;
import org.caption4j.batch.CaptionRecords;
import org.caption4j.batch.ImageNumbers;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.Moved;
import org.caption4j.batch.PhotoListing;
import org.caption4j.batch.RecordStream;
import org.caption4j.batch.ResultsFile;
import org.caption4j.data.CaptionDataSets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The file of captions of a batch, or what is printed in its place. */
final class RecordOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the captions; grows as the photos are described; - prints each as it is made",
      showDefaultValue = Visibility.NEVER)
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "jsonl: a JSON object a photo; csv: for spreadsheets; coco: COCO's results, with the photos' numbers (default: by FILE's ending .jsonl, .csv or .json)",
      showDefaultValue = Visibility.NEVER)
  private BatchFormat format;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description =
          "for --format coco: photos' numbers by their file names (default: the last digits of the name)",
      showDefaultValue = Visibility.NEVER)
  private String annotations;

  @Option(
      names = "--resume",
      description = "go on with FILE: photos that are in it, or in its errors, are left alone",
      showDefaultValue = Visibility.NEVER)
  private boolean resume;

  @Option(
      names = "--moved",
      paramLabel = "yes|no",
      description =
          "with --resume: whether a folder that has photos of the same names as one that FILE knows, and that is gone, is that folder",
      showDefaultValue = Visibility.NEVER)
  private Moved moved = Moved.ASK;

  /** Returns whether records are written, or printed. */
  boolean isGiven() {
    return out != null;
  }

  /** Returns whether they are printed. */
  boolean isPrinted() {
    return isGiven() && StandardOutput.isMeant(out);
  }

  /** Returns whether they are in a file. */
  boolean isFile() {
    return isGiven() && !isPrinted();
  }

  /** Returns the file; only to be asked if there is one. */
  Path file() {
    return out;
  }

  BatchFormat format() {
    if (format != null) {
      return format;
    }
    return isGiven() ? BatchFormat.of(out) : BatchFormat.JSONL;
  }

  /**
   * Refuses options that do not go together.
   *
   * @param top sentences a photo
   * @param sidecars written beside the records
   * @param command blamed
   */
  void requireConsistent(int top, SidecarOptions sidecars, CommandLine command) {
    if (!isGiven() && !sidecars.isGiven()) {
      throw new ParameterException(
          command, "expected where captions go: --out FILE, --sidecar txt or xmp, or --embed");
    }
    if (!isGiven() && format != null) {
      throw new ParameterException(
          command, "--format is that of --out FILE; leave it out, or name a file");
    }
    if (isPrinted() && resume) {
      throw new ParameterException(
          command,
          "--out -: what is printed is not read again; leave out --resume, or name a file");
    }
    if (isPrinted() && format() == BatchFormat.COCO) {
      throw new ParameterException(
          command, "--out -: expected --format jsonl or csv, found coco; name a file");
    }
    if (!isGiven() && resume && !sidecars.keepRecord()) {
      throw new ParameterException(
          command,
          "--resume: texts that are changed do not tell which are done; add --out FILE, which does");
    }
    if (format() == BatchFormat.COCO && top > 1) {
      throw new ParameterException(
          command, "--top: COCO's results have one caption a photo; leave it out");
    }
    if (format() != BatchFormat.COCO && annotations != null) {
      throw new ParameterException(
          command, "--annotations give numbers for --format coco; leave them out");
    }
  }

  /**
   * Adds the files that are read and written.
   *
   * @throws IOException if one cannot be written, or is there already
   */
  void addTo(FilesOfCall files) throws IOException {
    if (annotations != null) {
      files.reads("--annotations", FilePart.locate(annotations, "a file of captions").file());
    }
    if (isFile()) {
      for (Path file : ResultsFile.files(out)) {
        files.writes("--out", file);
      }
      if (!resume) {
        ResultsFile.requireNew(out);
      }
    }
  }

  /** Returns what gives photos the numbers that the records need. */
  Supplier<? extends UnaryOperator<ListedPhoto>> numbers() throws IOException {
    if (format() != BatchFormat.COCO) {
      return UnaryOperator::identity;
    }
    if (annotations == null) {
      return ImageNumbers::inNames;
    }
    return ImageNumbers.of(CaptionDataSets.read(annotations));
  }

  /**
   * Opens the records.
   *
   * @param photos to be described
   * @param top captions a photo
   * @param settings that captions are found with
   * @param command prints them
   * @throws IOException if they cannot be written, or gone on with
   */
  CaptionRecords open(
      PhotoListing photos, int top, List<BatchSetting> settings, CommandLine command)
      throws IOException {
    if (!isGiven()) {
      return RecordStream.none();
    }
    return isPrinted()
        ? new RecordStream(command.getOut(), format(), top)
        : ResultsFile.open(out, format(), top, photos, settings, moved);
  }
}
