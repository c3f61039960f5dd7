package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An object a line: Hugging Face's {@code metadata.jsonl} with {@code file_name} and {@code text},
 * or what {@code batch} writes, with {@code path}, {@code caption} and perhaps {@code others}.
 */
final class MetadataReader {
  private final CaptionDataSets.Source source;
  private final FoundPhotos.Collector photos = new FoundPhotos.Collector();

  // the object being read
  private String fileName;
  private final List<String> texts = new ArrayList<>();

  MetadataReader(CaptionDataSets.Source source) {
    this.source = source;
  }

  FoundPhotos read() throws IOException {
    try (JsonSections json = JsonSections.open(source)) {
      json.readLines(key -> member(json, key), () -> end(json));
    }
    return photos.found();
  }

  private void member(JsonSections json, String key) throws IOException {
    switch (key) {
      case "file_name", "path" -> fileName = json.text(key);
      case "text", "caption" -> texts.add(json.textOrBlank(key));
      case "others" -> json.objects(other -> text(json, other), () -> {});
      default -> {} // skipped
    }
  }

  private void text(JsonSections json, String key) throws IOException {
    if (key.equals("caption")) {
      texts.add(json.textOrBlank(key));
    }
  }

  private void end(JsonSections json) throws IOException {
    if (fileName == null || fileName.isBlank()) {
      throw json.fault("expected an object with 'file_name' or 'path', found none");
    }
    if (texts.isEmpty()) {
      throw json.fault("expected an object with 'text' or 'caption', found none for " + fileName);
    }
    for (String text : texts) {
      photos.caption(fileName, text);
    }
    fileName = null;
    texts.clear();
  }
}
