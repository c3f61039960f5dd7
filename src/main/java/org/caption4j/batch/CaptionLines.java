package org.caption4j.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;

/**
 * A photo's captions as a line: {@code {"path": "a.jpg", "caption": "a dog", "logProbability":
 * -3.2}}, and where several captions were asked for, the others under {@code "others"}.
 */
final class CaptionLines extends JsonLines<List<Caption>> {
  private static final String CAPTION =
      "\"caption\":%s,\"logProbability\":%s".formatted(JsonObjects.TEXT, JsonObjects.NUMBER);

  @Override
  void put(List<Caption> captions, ObjectNode line) {
    put(captions.get(0), line);
    if (captions.size() > 1) {
      ArrayNode others = line.putArray("others");
      captions.subList(1, captions.size()).forEach(caption -> put(caption, others.addObject()));
    }
  }

  private static void put(Caption caption, ObjectNode object) {
    object.put("caption", caption.text()).put("logProbability", caption.logProbability());
  }

  @Override
  String members() {
    return ",%1$s(?:,\"others\":\\[\\{%1$s\\}(?:,\\{%1$s\\})*+\\])?".formatted(CAPTION);
  }

  @Override
  List<Caption> value(JsonNode line, JsonObjects<List<Caption>> members) throws BadInputException {
    List<Caption> captions = new ArrayList<>();
    captions.add(caption(line, members));
    if (line.get("others") instanceof ArrayNode others) {
      for (JsonNode other : others) {
        captions.add(caption(other, members));
      }
    }
    return captions;
  }

  private static Caption caption(JsonNode object, JsonObjects<List<Caption>> members)
      throws BadInputException {
    return new Caption(
        members.member(object, "caption").asText(),
        members.member(object, "logProbability").asDouble());
  }
}
