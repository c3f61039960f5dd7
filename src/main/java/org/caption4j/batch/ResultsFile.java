package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;

/**
 * A file of captions, with what it was begun with and its errors beside it. A run that goes on with
 * it leaves those photos alone that have a record, or a line among the errors.
 */
public final class ResultsFile implements CaptionRecords {
  private final RecordFormat<List<Caption>> format;
  private final PhotoPlaces places;
  private final Fingerprints known = new Fingerprints();
  private final RecordFile<List<Caption>> records;
  private final ErrorFile errors;

  private ResultsFile(Path file, RecordFormat<List<Caption>> format, PhotoPlaces places)
      throws IOException {
    this.format = format;
    this.places = places;
    this.errors = new ErrorFile(file, places);
    try {
      this.records =
          RecordFile.open(file, format, record -> known.add(format.photo(record.key(), places)));
    } catch (IOException e) {
      errors.close();
      throw e;
    }
  }

  /**
   * Returns the files that are written: that of results, and those beside it.
   *
   * @param file of results
   */
  public static List<Path> files(Path file) {
    return List.of(file, ErrorFile.beside(file), Beginning.beside(file));
  }

  /**
   * Refuses a file that is there already.
   *
   * @param file where results shall be written
   * @throws BadInputException if there is something, or errors beside it
   */
  public static void requireNew(Path file) throws BadInputException {
    for (Path each : List.of(file, ErrorFile.beside(file))) {
      if (Files.exists(each)) {
        throw new BadInputException(
            each + ": is there already; go on with it by --resume, or choose another name");
      }
    }
  }

  /**
   * Reads what earlier runs wrote, and makes the file if there is none.
   *
   * @param file of results, for this process alone until it is closed
   * @param format of the file
   * @param captions a photo, at most
   * @param photos to be described
   * @param settings that captions are found with
   * @param moved whether folders are those that are gone
   * @throws BadInputException if the file holds something else, or was begun with other settings
   * @throws IOException if it cannot be written
   */
  public static ResultsFile open(
      Path file,
      BatchFormat format,
      int captions,
      PhotoListing photos,
      List<BatchSetting> settings,
      Moved moved)
      throws IOException {
    Beginning now = Beginning.now(file, settings, photos.folders());
    Optional<Beginning> recorded = Beginning.of(file);
    boolean begun = Files.exists(file) && Files.size(file) > 0;
    if (begun && recorded.isPresent()) {
      recorded.get().requireSame(file, settings);
    }
    boolean known = recorded.isPresent() && (begun || Files.exists(ErrorFile.beside(file)));
    RecordFormat<List<Caption>> records = format.records(captions);
    Beginning all = now;
    if (known) {
      Beginning before = recorded.get();
      Map<String, String> places =
          MovedFolders.find(file, records, before.folders(), now.folders(), moved);
      all = new Beginning(before.results(), before.settings(), places).with(file, now);
    }
    if (!begun) {
      all = new Beginning(all.results(), settings, all.folders());
    }
    ResultsFile results =
        new ResultsFile(file, records, new PhotoPlaces(all.folders(), now.folders()));
    try {
      // Nothing is known of the settings of records that are older than such files.
      if (known ? !all.equals(recorded.get()) : results.known.size() == 0) {
        all.write(file);
      }
      return results;
    } catch (IOException e) {
      results.close();
      throw e;
    }
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public boolean isDescribed(ListedPhoto photo) {
    return known.contains(key(photo));
  }

  private String key(ListedPhoto photo) {
    return format.photo(format.key(photo), places);
  }

  @Override
  public boolean hasFailed(ListedPhoto photo) {
    return errors.contains(photo);
  }

  @Override
  public long described() {
    return known.size();
  }

  @Override
  public long failed() {
    return errors.size();
  }

  @Override
  public void append(List<ListedPhoto> photos, List<List<Caption>> captions) throws IOException {
    List<ListedPhoto> others = new ArrayList<>();
    List<List<Caption>> theirs = new ArrayList<>();
    for (int k = 0; k < photos.size(); k++) {
      if (!isDescribed(photos.get(k))) {
        others.add(photos.get(k));
        theirs.add(captions.get(k));
      }
    }
    records.append(others, theirs);
    others.forEach(photo -> known.add(key(photo)));
  }

  @Override
  public void fail(List<ListedPhoto> photos, List<String> reasons) throws IOException {
    errors.append(photos, reasons);
  }

  @Override
  public void finish() throws IOException {
    records.requireUnchanged();
    errors.requireUnchanged();
  }

  /** Closes the files, which are on the disk then. */
  @Override
  public void close() throws IOException {
    try (errors) {
      records.close();
    }
  }
}
