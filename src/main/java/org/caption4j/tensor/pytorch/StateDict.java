package org.caption4j.tensor.pytorch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/** Finds the tensors in what was saved: a dict of them, or a checkpoint that has one. */
final class StateDict {
  private static final List<String> KEYS = List.of("state_dict", "model_state_dict", "model");

  /** Of DataParallel, of torch.compile, and of models around a network. */
  private static final List<String> PREFIXES =
      List.of("module.", "_orig_mod.", "backbone.", "model.");

  private static final int SHOWN = 12;

  private StateDict() {}

  /**
   * Returns the tensors by name, in the file's order; what is no tensor is left out. A prefix that
   * all names have, as DataParallel gives them, is taken off.
   */
  static Map<String, StoredTensor> tensors(Path file, Object saved) throws BadInputException {
    if (!(saved instanceof PickledDict whole)) {
      throw new BadInputException(
          "%s: expected a dict of tensors with names, found %s; save the model's state_dict()"
              .formatted(file, Kind.of(saved)));
    }
    PickledDict dict = whole;
    for (String key : KEYS) {
      if (dict == whole && whole.get(key) instanceof PickledDict inner) {
        dict = inner;
      }
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<Object, Object> entry : dict.entries().entrySet()) {
      if (entry.getKey() instanceof String name
          && entry.getValue() instanceof StoredTensor tensor) {
        tensors.put(name, tensor);
      }
    }
    if (tensors.isEmpty()) {
      String found =
          dict.entries().keySet().stream()
              .limit(SHOWN)
              .map(key -> Kind.brief(String.valueOf(key)))
              .collect(Collectors.joining(", "));
      throw new BadInputException(
          "%s: expected tensors with names, alone or under %s, found the keys: %s"
              .formatted(file, String.join(", ", KEYS), found.isEmpty() ? "none at all" : found));
    }
    return withoutPrefixes(tensors);
  }

  /** Wrappers put the network into a field of theirs: all names then begin with the field's. */
  private static Map<String, StoredTensor> withoutPrefixes(Map<String, StoredTensor> tensors) {
    for (String prefix : PREFIXES) {
      boolean all =
          tensors.keySet().stream()
              .allMatch(name -> name.startsWith(prefix) && name.length() > prefix.length());
      if (all) {
        Map<String, StoredTensor> inner = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> inner.put(name.substring(prefix.length()), tensor));
        return withoutPrefixes(inner);
      }
    }
    return tensors;
  }
}
