package org.caption4j.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The blocks of data in a page, found as text. */
public final class Blocks {
  public static final Pattern PHOTO =
      Pattern.compile("<script type=\"application/json\" class=\"photo\">([^<]*)</script>");
  public static final Pattern JPEG =
      Pattern.compile("<script type=\"image/jpeg\">([^<]*)</script>");

  private Blocks() {}

  public static List<JsonNode> photos(String page) throws IOException {
    List<JsonNode> photos = new ArrayList<>();
    for (MatchResult found : PHOTO.matcher(page).results().toList()) {
      photos.add(new ObjectMapper().readTree(found.group(1)));
    }
    return photos;
  }

  public static List<String> jpegs(String page) {
    return JPEG.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
