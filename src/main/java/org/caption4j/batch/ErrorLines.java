package org.caption4j.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;

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
  public Records<String> read(InputStream in, String name) {
    return new JsonObjects<>(
        in,
        name,
        " \r\n",
        (line, members) ->
            new Entry<>(
                members.member(line, "path").asText(), members.member(line, "reason").asText()));
  }
}
