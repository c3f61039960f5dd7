package org.caption4j.metric;

import java.util.List;
import java.util.stream.Stream;

/** Tokens between spaces, for sentences that tests make up. */
final class SpaceTokenizer implements CaptionTokenizer {
  @Override
  public List<String> tokens(String caption) {
    return Stream.of(caption.split(" ")).filter(token -> !token.isEmpty()).toList();
  }
}
