package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All photos of a captions file, in its order, before a part of them is chosen.
 *
 * @param photos with captions or without
 * @param captionsLeftOut how many captions were left out since they are null or blank
 */
record FoundPhotos(List<Photo> photos, int captionsLeftOut) {
  /**
   * A photo.
   *
   * @param id its number in its data set
   * @param fileName relative to the folder of photos, with {@code /} between names
   * @param captions none of them blank; perhaps none at all
   */
  record Photo(long id, String fileName, List<String> captions) {}

  /** Keeps what the source asks for, less the photos that have no caption. */
  CaptionDataSet chosen(CaptionDataSets.Source source) throws IOException {
    List<CaptionedImage> images = new ArrayList<>();
    int imagesLeftOut = 0;
    for (Photo photo : Split.of(source).choose(photos)) {
      if (photo.captions().isEmpty()) {
        imagesLeftOut++;
      } else {
        images.add(new CaptionedImage(photo.id(), photo.fileName(), photo.captions()));
      }
    }
    return new CaptionDataSet(source.name(), images, imagesLeftOut, captionsLeftOut);
  }

  /** Collects captions by their photos' names; a photo's number is its place, from 0. */
  static final class Collector {
    private final Map<String, List<String>> captions = new LinkedHashMap<>();
    private int leftOut;

    /** Takes in a photo, which may have no caption. */
    void photo(String fileName) {
      captions.computeIfAbsent(fileName, name -> new ArrayList<>(5));
    }

    /** Takes in a caption, which may be blank. */
    void caption(String fileName, String text) {
      photo(fileName);
      if (text.isBlank()) {
        leftOut++;
      } else {
        captions.get(fileName).add(text);
      }
    }

    FoundPhotos found() {
      List<Photo> photos = new ArrayList<>();
      captions.forEach((name, texts) -> photos.add(new Photo(photos.size(), name, texts)));
      return new FoundPhotos(photos, leftOut);
    }
  }
}
