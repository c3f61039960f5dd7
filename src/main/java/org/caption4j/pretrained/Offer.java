package org.caption4j.pretrained;

/** A source and the architecture whose weights it has. */
record Offer(String architecture, Source source) {
  String weights() {
    return source.weights();
  }
}
