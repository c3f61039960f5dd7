package org.caption4j.encoder.onednn;

import java.util.List;
import java.util.Map;
import org.caption4j.encoder.node.Node;

/**
 * A network and the shapes of its results for photos of one size.
 *
 * @param input the name under which the nodes read the photos
 * @param nodes each behind those that it reads
 * @param output the name of the result
 * @param shapes {h, w, c} or {d} by name, the input's included
 */
public record Graph(String input, List<Node> nodes, String output, Map<String, long[]> shapes) {
  /** Returns {h, w, c} or {d} of a result. */
  long[] shape(String name) {
    return shapes.get(name);
  }
}
