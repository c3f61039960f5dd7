package org.caption4j.tensor.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;
import net.razorvine.pickle.PickleException;

/** A dict or an OrderedDict, in its order. */
final class PickledDict {
  private final Map<Object, Object> entries = new LinkedHashMap<>(4);

  /**
   * @throws PickleException if the key is there already, or of a kind whose hash a hostile file
   *     could make endless
   */
  void put(Object key, Object value) {
    boolean plain =
        key == null || key instanceof String || key instanceof Number || key instanceof Boolean;
    if (!plain) {
      throw new PickleException("expected texts and numbers as keys, found " + Kind.of(key));
    }
    if (entries.containsKey(key)) {
      throw new PickleException(
          "the name '" + Kind.brief(String.valueOf(key)) + "' stands there twice");
    }
    entries.put(key, value);
  }

  /** Returns the value, or null if there is none. */
  Object get(String key) {
    return entries.get(key);
  }

  Map<Object, Object> entries() {
    return entries;
  }
}
