package org.caption4j.data;

import java.io.IOException;

/**
 * Hugging Face's {@code metadata.jsonl}: an object a line, with {@code file_name}, {@code text}.
 */
final class MetadataReader {
  private final CaptionDataSets.Source source;
  private final FoundPhotos.Collector photos = new FoundPhotos.Collector();

  // the object being read
  private String fileName;
  private String text;

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
    if (key.equals("file_name")) {
      fileName = json.text(key);
    } else if (key.equals("text")) {
      text = json.textOrBlank(key);
    }
  }

  private void end(JsonSections json) throws IOException {
    if (fileName == null || fileName.isBlank()) {
      throw json.fault("expected an object with 'file_name', found none");
    }
    if (text == null) {
      throw json.fault("expected an object with 'text', found none for " + fileName);
    }
    photos.caption(fileName, text);
    fileName = null;
    text = null;
  }
}
