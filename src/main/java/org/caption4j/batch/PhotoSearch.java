package org.caption4j.batch;

/**
 * How folders are searched for photos.
 *
 * @param recursive whether folders below them are searched, too
 * @param followLinks whether links to folders count as folders below; links to photos always count
 * @param hidden whether {@linkplain org.caption4j.HiddenFiles hidden files} are taken as any others
 * @param patterns which files are photos
 */
public record PhotoSearch(
    boolean recursive, boolean followLinks, boolean hidden, PhotoPatterns patterns) {
  /** Searches a folder alone. */
  public static final PhotoSearch FLAT = new PhotoSearch(false, false, false, PhotoPatterns.PHOTOS);

  /** Searches folders below, too. */
  public static final PhotoSearch RECURSIVE =
      new PhotoSearch(true, false, false, PhotoPatterns.PHOTOS);
}
