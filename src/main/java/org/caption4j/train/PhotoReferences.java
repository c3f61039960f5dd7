package org.caption4j.train;

import java.util.List;

/**
 * What people said of photos, and how a decoder's sentences are compared with it.
 *
 * @param captions of each photo, as they were written
 * @param scoring compares
 */
record PhotoReferences(List<List<String>> captions, CiderScoring scoring) {
  /** Returns those of some photos, in their order. */
  PhotoReferences of(List<Integer> photos) {
    return new PhotoReferences(photos.stream().map(captions::get).toList(), scoring);
  }
}
