package org.caption4j.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What could not be described, a JSON object a line: {@code {"path": "a.jpg", "reason": "is
 * empty"}}.
 */
final class ErrorLines implements RecordFormat<String> {
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
  public String record(ListedPhoto photo, String reason) {
    return JsonLines.line(
        JsonNodeFactory.instance.objectNode().put("path", photo.path()).put("reason", reason));
  }

  @Override
  public long scan(InputStream in, String name, Reader<String> reader) throws IOException {
    JsonObjects objects = new JsonObjects(in, name, " \r\n");
    for (Optional<JsonNode> next = objects.next(); next.isPresent(); next = objects.next()) {
      reader.take(
          objects.member(next.get(), "path").asText(),
          objects.member(next.get(), "reason").asText());
    }
    return objects.end();
  }
}
