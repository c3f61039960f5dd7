package org.caption4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.RunLock;
import org.caption4j.WrittenFile;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.NumbersChecksum;
import org.caption4j.tensor.SafeTensorsWriter;

/**
 * Collects image vectors so that no interruption loses them, and makes a {@link FeatureFile}.
 *
 * <p>Vectors go to a journal beside the file, {@code FILE.part}. A program that is killed resumes
 * with what the journal holds; {@link #finish} makes the file in one move and removes the journal.
 * A finished file can be resumed too: new vectors then stand behind those it has.
 *
 * <p>For one thread. A second writer of the same file is refused.
 */
public final class FeatureFileWriter implements AutoCloseable {
  private final Path file;
  private final FeatureKey key;
  private final FeatureFile before;
  private final FeatureJournal journal;
  private final RunLock lock;
  private boolean closed;
  private final Set<String> done = new LinkedHashSet<>();

  private FeatureFileWriter(
      Path file, FeatureKey key, FeatureFile before, FeatureJournal journal, RunLock lock) {
    this.file = file;
    this.lock = lock;
    this.key = key;
    this.before = before;
    this.journal = journal;
    if (before != null) {
      done.addAll(before.names());
    }
    done.addAll(journal.names());
  }

  /**
   * Begins, or goes on where it was left.
   *
   * @param file the file to make
   * @param key what the vectors depend on
   * @return the writer; {@link #done} says what need not be computed again
   * @throws BadInputException if the file or its journal is of another key (the message says what
   *     differs), is broken, or is being written by somebody else
   * @throws IOException if it cannot be read or written
   */
  public static FeatureFileWriter resume(Path file, FeatureKey key) throws IOException {
    WrittenFile.of(file).requireRegular();
    InputFile.requireIfPresent(file, "image vectors");
    RunLock lock = RunLock.ofFile(file);
    try {
      FeatureFile before = Files.exists(file) ? FeatureFile.open(file, key) : null;
      return new FeatureFileWriter(
          file, key, before, FeatureJournal.open(journal(file), key), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Returns where vectors are kept until the file is made.
   *
   * @param file the file to make
   */
  public static Path journal(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Returns the names that have their vectors; unmodifiable, grows with {@link #append}. */
  public Set<String> done() {
    return Collections.unmodifiableSet(done);
  }

  /**
   * Adds a vector. From here on it survives the end of this program, and after {@link #flush} the
   * end of the machine.
   *
   * @param name the photo's name, not among {@link #done}
   * @param vector as many numbers as the key's dimension
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the name is done or the vector has another length
   */
  public void append(String name, float[] vector) throws IOException {
    if (vector.length != key.dimension()) {
      throw new IllegalArgumentException(
          "'%s': expected a vector of %d numbers, found %d"
              .formatted(name, key.dimension(), vector.length));
    }
    if (done.contains(name)) {
      throw new IllegalArgumentException("'" + name + "' has its vector already");
    }
    journal.append(name, vector);
    done.add(name);
  }

  /**
   * Forces to the disk what was added.
   *
   * @throws IOException if that fails
   */
  public void flush() throws IOException {
    journal.flush();
  }

  /**
   * Makes the file, removes the journal and closes this writer.
   *
   * @throws IOException if the file cannot be written; the journal then stays
   */
  public void finish() throws IOException {
    List<String> added = new ArrayList<>(journal.names());
    if (before != null) {
      // a program killed between the move and the removal leaves the same vectors in both
      added.removeIf(before::contains);
    }
    if (before == null || !added.isEmpty()) {
      write(added);
    }
    journal.close();
    Files.deleteIfExists(journal(file));
    close();
  }

  private void write(List<String> added) throws IOException {
    List<String> names = new ArrayList<>(before == null ? List.of() : before.names());
    int kept = names.size();
    names.addAll(added);
    SafeTensorsWriter.Spec vectors =
        SafeTensorsWriter.Spec.of(
            FeatureHeader.VECTORS, ElementType.F32, names.size(), key.dimension());
    Map<String, String> metadata = FeatureHeader.metadata(key, names, checksum(added));
    try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, List.of(vectors), metadata)) {
      for (int row = 0; row < kept; row++) {
        writer.append(before.vectors().getRow(row).toFloatVector());
      }
      for (String name : added) {
        writer.append(journal.vector(name));
      }
      if (names.isEmpty()) {
        writer.append(new float[0]);
      }
      writer.finish();
    }
  }

  /** The header stands before the vectors, so they are looked through once for it. */
  private String checksum(List<String> added) throws IOException {
    NumbersChecksum checksum = new NumbersChecksum();
    if (before != null) {
      checksum.add(before.vectors());
    }
    for (String name : added) {
      checksum.add(journal.vector(name));
    }
    return checksum.text();
  }

  /** Closes this writer and keeps the journal, to be resumed. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (lock) {
        journal.close();
      }
    }
  }
}
