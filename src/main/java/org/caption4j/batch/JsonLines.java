package org.caption4j.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;

/**
 * A JSON object a line: {@code {"path": "a.jpg", "caption": "a dog", "logProbability": -3.2}}, and
 * where several captions were asked for, the others under {@code "others"}.
 */
final class JsonLines implements RecordFormat<List<Caption>> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String header() {
    return "";
  }

  @Override
  public String lead(boolean first) {
    return first ? "" : "\n";
  }

  @Override
  public String footer() {
    return "\n";
  }

  @Override
  public String key(ListedPhoto photo) {
    return photo.path();
  }

  @Override
  public String record(ListedPhoto photo, List<Caption> captions) {
    ObjectNode line = JSON.createObjectNode().put("path", photo.path());
    put(line, captions.get(0));
    if (captions.size() > 1) {
      ArrayNode others = line.putArray("others");
      captions.subList(1, captions.size()).forEach(caption -> put(others.addObject(), caption));
    }
    return line(line);
  }

  private static void put(ObjectNode object, Caption caption) {
    object.put("caption", caption.text()).put("logProbability", caption.logProbability());
  }

  /** A JSON object as a line without its end. */
  static String line(JsonNode object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  @Override
  public Records<List<Caption>> read(InputStream in, String name) {
    return new JsonObjects<>(in, name, " \r\n", JsonLines::entry);
  }

  private static Entry<List<Caption>> entry(JsonNode line, JsonObjects<List<Caption>> members)
      throws BadInputException {
    List<Caption> captions = new ArrayList<>();
    captions.add(caption(line, members));
    if (line.get("others") instanceof ArrayNode others) {
      for (JsonNode other : others) {
        captions.add(caption(other, members));
      }
    }
    return new Entry<>(members.member(line, "path").asText(), captions);
  }

  private static Caption caption(JsonNode object, JsonObjects<List<Caption>> members)
      throws BadInputException {
    return new Caption(
        members.member(object, "caption").asText(),
        members.member(object, "logProbability").asDouble());
  }
}
