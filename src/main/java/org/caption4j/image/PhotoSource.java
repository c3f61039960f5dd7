package org.caption4j.image;

import java.io.IOException;
import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.caption4j.MemoryOfMachine;

/** Where photos come from: their files as they are, or something else that is made of them. */
@FunctionalInterface
public interface PhotoSource {
  /**
   * Reads one photo; any number of threads may at once.
   *
   * @param file the photo's file
   * @return its upright pixels, named after the file
   * @throws BadInputException if the file is no photo that can be read
   * @throws IOException if the disk fails
   */
  Photo read(Path file) throws IOException;

  /**
   * Reads one photo for somebody who makes it small. A file that can be had in less detail for less
   * work may be.
   *
   * @param file the photo's file
   * @param side of what will be made of it, in pixels; the photo's sides are longer by half at
   *     least unless those of the file are shorter
   * @return its upright pixels, named after the file
   * @throws BadInputException if the file is no photo that can be read
   * @throws IOException if the disk fails
   */
  default Photo read(Path file, int side) throws IOException {
    return read(file);
  }

  /**
   * Reads one photo of many, whose fault is its own: the others go on.
   *
   * @throws BadInputException if it cannot be read, for whatever reason
   */
  default Photo readOneOfMany(Path file) throws BadInputException {
    return readOneOfMany(file, Integer.MAX_VALUE);
  }

  /**
   * Reads one photo of many, as {@link #read(Path, int)} does.
   *
   * @throws BadInputException if it cannot be read, for whatever reason
   */
  default Photo readOneOfMany(Path file, int side) throws BadInputException {
    try {
      return read(file, side);
    } catch (BadInputException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          "%s: needs more memory than Java has, which is %,d MB; make it smaller, or %s"
              .formatted(
                  file, Runtime.getRuntime().maxMemory() >> 20, MemoryOfMachine.here().advice()),
          e);
    }
  }

  /** Returns what is made of the photos, for the record; empty where they are as they are. */
  default String change() {
    return "";
  }
}
