package org.caption4j.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;

/**
 * COCO's results format: a list of {@code {"image_id": 17, "caption": "a dog"}}, the best caption
 * of each photo.
 */
final class CocoResults implements RecordFormat<List<Caption>> {
  @Override
  public String header() {
    return "[";
  }

  @Override
  public String lead(boolean first) {
    return first ? "\n" : ",\n";
  }

  @Override
  public String footer() {
    return "\n]\n";
  }

  @Override
  public String key(ListedPhoto photo) {
    return Long.toString(photo.imageId());
  }

  @Override
  public String record(ListedPhoto photo, List<Caption> captions) {
    return JsonLines.line(
        JsonNodeFactory.instance
            .objectNode()
            .put("image_id", photo.imageId())
            .put("caption", captions.get(0).text()));
  }

  @Override
  public long scan(InputStream in, String name, Reader<List<Caption>> reader) throws IOException {
    JsonObjects objects = new JsonObjects(in, name, "[], \r\n");
    for (Optional<JsonNode> next = objects.next(); next.isPresent(); next = objects.next()) {
      JsonNode id = objects.member(next.get(), "image_id");
      if (!id.canConvertToLong()) {
        throw new BadInputException(
            "%s: expected whole numbers as image_id, found %s".formatted(name, id));
      }
      reader.take(
          Long.toString(id.asLong()),
          List.of(new Caption(objects.member(next.get(), "caption").asText(), Double.NaN)));
    }
    return objects.end();
  }
}
