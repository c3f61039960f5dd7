package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caption4j.BadInputException;

/** COCO captions: {@code images} and {@code annotations}, in whichever order they come. */
final class CocoReader {
  private final CaptionDataSets.Source source;
  private final Map<Long, String> fileNames = new LinkedHashMap<>();
  private final Map<Long, List<String>> captions = new LinkedHashMap<>();
  private final Set<String> keys = new TreeSet<>();
  private int captionsLeftOut;

  // the object being read
  private final Set<String> seen = new HashSet<>();
  private long id;
  private String text = "";

  CocoReader(CaptionDataSets.Source source) {
    this.source = source;
  }

  FoundPhotos read() throws IOException {
    try (JsonSections json = JsonSections.open(source)) {
      json.readAll(
          section -> {
            keys.add(section);
            if (section.equals("images")) {
              json.objects(key -> member(json, key, "id", "file_name"), () -> image(json));
            } else if (section.equals("annotations")) {
              json.objects(key -> member(json, key, "image_id", "caption"), () -> caption(json));
            }
          });
    }
    if (!keys.contains("annotations")) {
      throw new BadInputException(
          source.file() + ": expected 'images' and 'annotations', found the keys " + keys);
    }
    return found();
  }

  private void member(JsonSections json, String key, String idKey, String textKey)
      throws IOException {
    if (key.equals(idKey)) {
      id = json.whole(key);
      seen.add(key);
    } else if (key.equals(textKey)) {
      text = json.textOrBlank(key);
      seen.add(key);
    }
  }

  private void image(JsonSections json) throws IOException {
    require(json, "an image", "id", "file_name");
    if (text.isBlank()) {
      throw json.fault("expected a file_name, found none for image " + id);
    }
    String before = fileNames.put(id, text);
    if (before != null) {
      throw json.fault("image id %d is given twice, to %s and %s".formatted(id, before, text));
    }
  }

  private void caption(JsonSections json) throws IOException {
    require(json, "an annotation", "image_id", "caption");
    List<String> ofImage = captions.computeIfAbsent(id, key -> new ArrayList<>(5));
    if (text.isBlank()) {
      captionsLeftOut++;
    } else {
      ofImage.add(text);
    }
  }

  private void require(JsonSections json, String what, String... required) throws IOException {
    for (String key : required) {
      if (!seen.contains(key)) {
        throw json.fault("expected %s with '%s', found none".formatted(what, key));
      }
    }
    seen.clear();
  }

  private FoundPhotos found() throws BadInputException {
    List<FoundPhotos.Photo> photos = new ArrayList<>();
    for (Map.Entry<Long, String> file : fileNames.entrySet()) {
      List<String> ofImage = captions.remove(file.getKey());
      photos.add(
          new FoundPhotos.Photo(
              file.getKey(), file.getValue(), ofImage == null ? List.of() : ofImage));
    }
    if (!captions.isEmpty()) {
      throw new BadInputException(
          "%s: captions for image %d, which is not among the %d images (%d such ids)"
              .formatted(
                  source.file(),
                  captions.keySet().iterator().next(),
                  fileNames.size(),
                  captions.size()));
    }
    return new FoundPhotos(photos, captionsLeftOut);
  }
}
