package org.caption4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;

/** Sentences without photos: UTF-8 text, plain or gzip, one sentence a line. */
public final class SentenceFile {
  private SentenceFile() {}

  /**
   * Reads a file.
   *
   * @param file text
   * @return its sentences in order, at least one; blank lines are none
   * @throws BadInputException if there is no such file, it holds no sentence or is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static List<String> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + " is a folder: expected a text file of sentences");
    }
    List<String> sentences = new ArrayList<>();
    try (InputStream in = CaptionDataSets.Source.decompressed(file)) {
      TextLines lines = new TextLines(file, in);
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          sentences.add(line);
        }
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          file + " does not exist: expected a text file of sentences; check its name", e);
    }
    if (sentences.isEmpty()) {
      throw new BadInputException(file + ": expected a sentence a line but found none");
    }
    return sentences;
  }
}
