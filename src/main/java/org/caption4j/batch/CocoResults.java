package org.caption4j.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.caption4j.captioner.Caption;

/**
 * COCO's results format: a list of {@code {"image_id": 17, "caption": "a dog"}}, the best caption
 * of each photo.
 */
final class CocoResults implements RecordFormat<List<Caption>> {
  private static final String RECORD =
      "\\{\"image_id\":%s,\"caption\":%s\\}".formatted(JsonObjects.NUMBER, JsonObjects.TEXT);

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*+\\[\\s*+(?:%s|\\]\\s*+)?".formatted(RECORD));

  private static final Pattern AFTER_RECORD =
      Pattern.compile("\\s*+,?+\\s*+(?:%s|\\]\\s*+)?".formatted(RECORD));

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
  public String photo(String key, PhotoPlaces places) {
    return key;
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
  public Pattern written() {
    return WRITTEN;
  }

  @Override
  public Pattern afterRecord() {
    return AFTER_RECORD;
  }

  @Override
  public Records<List<Caption>> read(InputStream in, String name) {
    return new JsonObjects<>(
        in,
        name,
        JsonObjects.Frame.LIST,
        (result, members) -> {
          JsonNode id = members.member(result, "image_id");
          if (!id.canConvertToLong()) {
            throw members.refused("image_id %s, expected a whole number".formatted(id));
          }
          String caption = members.member(result, "caption").asText();
          return new Entry<>(Long.toString(id.asLong()), List.of(new Caption(caption, Double.NaN)));
        });
  }
}
