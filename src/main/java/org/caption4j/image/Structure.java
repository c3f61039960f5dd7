package org.caption4j.image;

/** Walks a file of one format from its first byte to its last, without decoding it. */
interface Structure {

  /**
   * Walks the file.
   *
   * @param file the whole file
   * @return the size its header gives, and what a decoder may see of it
   * @throws DamagedFileException if something the format asks for is missing or wrong
   */
  CheckedFile check(byte[] file) throws DamagedFileException;
}
