package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caption4j.BadInputException;

/** Karpathy's {@code dataset_*.json}: images that hold their sentences and name their split. */
final class KarpathyReader {
  private final CaptionDataSets.Source source;
  private final Set<String> wanted;
  private final List<CaptionedImage> images = new ArrayList<>();
  private final Map<String, Integer> splits = new TreeMap<>();
  private final Set<Long> ids = new HashSet<>();
  private int imagesLeftOut;
  private int captionsLeftOut;

  // the image being read
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final List<String> captions = new ArrayList<>();
  private int blank;

  // the sentence being read
  private String raw = "";
  private List<String> tokens = List.of();

  KarpathyReader(CaptionDataSets.Source source) {
    this.source = source;
    this.wanted = Set.copyOf(List.of(source.split().split("\\+", -1)));
  }

  CaptionDataSet read() throws IOException {
    try (JsonSections json = JsonSections.open(source)) {
      json.readAll(
          section -> {
            if (section.equals("images")) {
              json.objects(key -> member(json, key), () -> image(json));
            }
          });
    }
    if (!splits.keySet().containsAll(wanted)) {
      throw new BadInputException(
          "%s: expected a split behind the file's name, as in #train or #train+restval, found %s;"
                  .formatted(
                      source.file(), source.split().isEmpty() ? "none" : "#" + source.split())
              + " there are "
              + splits);
    }
    return new CaptionDataSet(source.name(), images, imagesLeftOut, captionsLeftOut);
  }

  private void member(JsonSections json, String key) throws IOException {
    switch (key) {
      case "filename", "filepath", "split" -> texts.put(key, json.text(key));
      case "cocoid", "imgid" -> numbers.put(key, json.whole(key));
      case "sentences" -> json.objects(inner -> sentence(json, inner), this::sentenceEnd);
      default -> {} // skipped
    }
  }

  private void sentence(JsonSections json, String key) throws IOException {
    if (key.equals("raw")) {
      raw = json.textOrBlank(key);
    } else if (key.equals("tokens")) {
      tokens = json.words(key);
    }
  }

  /** A sentence that is not there as it was written is made of its words. */
  private void sentenceEnd() {
    String text = raw.isBlank() ? String.join(" ", tokens) : raw;
    if (text.isBlank()) {
      blank++;
    } else {
      captions.add(text);
    }
    raw = "";
    tokens = List.of();
  }

  private void image(JsonSections json) throws IOException {
    String split = required(json, "split");
    String name = required(json, "filename");
    String folder = texts.getOrDefault("filepath", "");
    long position = ids.size();
    long id = numbers.getOrDefault("cocoid", numbers.getOrDefault("imgid", position));
    if (!ids.add(id)) {
      throw json.fault("image id %d is given twice, the second time to %s".formatted(id, name));
    }
    splits.merge(split, 1, Integer::sum);
    if (wanted.contains(split)) {
      captionsLeftOut += blank;
      if (captions.isEmpty()) {
        imagesLeftOut++;
      } else {
        images.add(new CaptionedImage(id, folder.isEmpty() ? name : folder + "/" + name, captions));
      }
    }
    texts.clear();
    numbers.clear();
    captions.clear();
    blank = 0;
  }

  private String required(JsonSections json, String key) throws IOException {
    String text = texts.getOrDefault(key, "");
    if (text.isBlank()) {
      throw json.fault("expected an image with '" + key + "', found none");
    }
    return text;
  }
}
