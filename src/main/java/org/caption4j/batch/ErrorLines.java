package org.caption4j.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caption4j.BadInputException;

/** Why a photo could not be described: {@code {"path": "a.jpg", "reason": "is empty"}}. */
final class ErrorLines extends JsonLines<String> {
  @Override
  void put(String reason, ObjectNode line) {
    line.put("reason", reason);
  }

  @Override
  String members() {
    return ",\"reason\":" + JsonObjects.TEXT;
  }

  @Override
  String value(JsonNode line, JsonObjects<String> members) throws BadInputException {
    return members.member(line, "reason").asText();
  }
}
