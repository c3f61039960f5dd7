package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;

/**
 * A download that is not complete, and a note beside it of which version of the server's file it
 * is. Every fault of the disk is told in one line.
 */
final class PartFile {
  private final Path file;
  private final Path note;

  private PartFile(Path file) {
    this.file = file;
    this.note = file.resolveSibling(file.getFileName() + ".json");
  }

  /**
   * What a server says of a file.
   *
   * @param validator its ETag, else its Last-Modified; null if it has neither
   * @param total its length in bytes, -1 if unknown
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Note(int formatVersion, String validator, long total) {
    static final int FORMAT_VERSION = 1;

    Note(Optional<String> validator, long total) {
      this(FORMAT_VERSION, validator.orElse(null), total);
    }
  }

  /** The one for this address: mirrors may differ, so each has its own. */
  static PartFile of(CacheHome home, URI address) throws BadInputException {
    Disk.makeFolder(home.downloads());
    String path = address.getPath() == null ? "" : address.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    try {
      // a folder that is a link counts as a file where folders are made
      Path folder = home.downloads().toRealPath();
      return new PartFile(folder.resolve(last + "." + digest(address) + ".part"));
    } catch (IOException e) {
      throw Disk.fault(home.downloads(), e);
    }
  }

  private static String digest(URI address) {
    try {
      byte[] bytes = address.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Path file() {
    return file;
  }

  /** How many bytes are here. */
  long size() throws BadInputException {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  /** Returns what the server said; nothing if there is no note that can be read. */
  Note note() throws BadInputException {
    try {
      return Files.exists(note)
          ? JsonFile.read(
              note.toString(), Files.readAllBytes(note), Note.FORMAT_VERSION, Note.class)
          : new Note(Optional.empty(), -1);
    } catch (BadInputException e) {
      return new Note(Optional.empty(), -1); // then the download starts again
    } catch (IOException e) {
      throw Disk.fault(note, e);
    }
  }

  /** Returns whether all bytes are here. */
  boolean isComplete() throws BadInputException {
    return size() > 0 && size() == note().total();
  }

  /** Adds the bytes up. */
  FileDigests digests(Checksum checksum) throws BadInputException {
    try {
      return FileDigests.of(file, Set.of(checksum.algorithm()));
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  /** Begins again, empty. */
  void begin(Note version) throws BadInputException {
    try {
      // emptied before the note is written: old bytes must never stand beside a new note
      Files.newOutputStream(file).close();
      AtomicFile.write(note, JsonFile.write(version));
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  /** The last byte has come of a file whose length was not known. */
  void finish() throws BadInputException {
    try {
      Note version = note();
      AtomicFile.write(
          note, JsonFile.write(new Note(Optional.ofNullable(version.validator()), size())));
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  /** Opens the file for what comes next; the stream's faults are told in one line. */
  OutputStream append() throws BadInputException {
    try {
      OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          try {
            out.write(bytes, offset, length);
          } catch (IOException e) {
            throw Disk.fault(file, e);
          }
        }

        @Override
        public void close() throws IOException {
          try {
            out.close();
          } catch (IOException e) {
            throw Disk.fault(file, e);
          }
        }
      };
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }

  /** Deletes what is here. */
  void discard() throws BadInputException {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw Disk.fault(file, e);
    }
  }
}
