package org.caption4j.tensor.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/**
 * Where Keras puts what.
 *
 * <p>The attribute {@code layer_names}, of the root or of {@code /model_weights}, names groups. The
 * attribute {@code weight_names} of each names its datasets, by paths below the group. A list that
 * is too long for one attribute goes on in {@code layer_names0}, {@code layer_names1} and so on.
 */
final class KerasLayout {
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";
  private static final String MODEL = "model_weights";

  private final Path file;
  private final HdfFile hdf;

  KerasLayout(Path file, HdfFile hdf) {
    this.file = file;
    this.hdf = hdf;
  }

  /** Returns the tensors by the names of {@link WeightNames}, in Keras' order. */
  Map<String, StoredTensor> tensors() throws BadInputException {
    if (names(hdf, "/", LAYERS).isPresent()) {
      return tensors(hdf, "/");
    }
    if (hdf.getChild(MODEL) instanceof Group model
        && names(model, "/" + MODEL, LAYERS).isPresent()) {
      return tensors(model, "/" + MODEL + "/");
    }
    throw new BadInputException(
        "%s: not by Keras 1 or 2, expected an attribute %s at / or /%s, found the groups %s"
            .formatted(file, LAYERS, MODEL, children(hdf)));
  }

  private Map<String, StoredTensor> tensors(Group root, String path) throws BadInputException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (String layer : names(root, path, LAYERS).orElseThrow()) {
      String at = path + layer;
      if (!(below(root, layer) instanceof Group group)) {
        throw new BadInputException(
            "%s: %s: no such group, but %s names it; found %s"
                .formatted(file, at, LAYERS, children(root)));
      }
      addWeights(tensors, layer, group, at);
    }
    return tensors;
  }

  private void addWeights(Map<String, StoredTensor> tensors, String layer, Group group, String at)
      throws BadInputException {
    List<String> weights =
        names(group, at, WEIGHTS)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "%s: %s: expected an attribute %s, found %s"
                            .formatted(file, at, WEIGHTS, group.getAttributes().keySet())));
    List<StoredTensor> stored = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    for (String weight : weights) {
      String where = "%s: %s/%s: ".formatted(file, at, weight);
      if (!(below(group, weight) instanceof Dataset dataset)) {
        throw new BadInputException(
            "%sno such dataset, but %s names it; found %s"
                .formatted(where, WEIGHTS, children(group)));
      }
      StoredTensor tensor = StoredTensor.of(where, dataset, hdf.getUserBlockSize());
      stored.add(tensor);
      ranks.add(tensor.shape().length);
    }
    List<String> names = WeightNames.of(layer, weights, ranks);
    for (int i = 0; i < names.size(); i++) {
      String name = layer + "/" + names.get(i);
      StoredTensor other = tensors.putIfAbsent(name, stored.get(i));
      if (other != null) {
        throw new BadInputException(
            "%swould be called '%s', as another weight is: rename it"
                .formatted(stored.get(i).where(), name));
      }
    }
  }

  /** Returns the node at a path, or null; links, which Keras does not write, are not followed. */
  private static Node below(Group group, String path) {
    Node node = group;
    for (String part : path.split("/", -1)) {
      node = node instanceof Group parent ? parent.getChild(part) : null;
    }
    return node;
  }

  private static String children(Group group) {
    int shown = 12;
    List<String> names = List.copyOf(group.getChildren().keySet());
    String list = names.stream().limit(shown).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? "none at all"
        : names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
  }

  /** Returns the list in an attribute, or in its numbered parts; empty where there is neither. */
  private Optional<List<String>> names(Node node, String at, String attribute)
      throws BadInputException {
    Map<String, Attribute> attributes = node.getAttributes();
    if (attributes.containsKey(attribute)) {
      return Optional.of(strings(attributes.get(attribute), at));
    }
    if (!attributes.containsKey(attribute + 0)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (int part = 0; attributes.containsKey(attribute + part); part++) {
      names.addAll(strings(attributes.get(attribute + part), at));
    }
    return Optional.of(names);
  }

  private List<String> strings(Attribute attribute, String at) throws BadInputException {
    if (attribute.isEmpty()) { // of any type: an empty list is one of float64 to Keras
      return List.of();
    }
    if (attribute.getSize() > hdf.size()) {
      throw new BadInputException(
          "%s: %s: expected an attribute %s that fits the file, found %d strings"
              .formatted(file, at, attribute.getName(), attribute.getSize()));
    }
    Object data = attribute.getData();
    if (data instanceof String single) {
      return List.of(single);
    }
    if (data instanceof String[] several && Arrays.stream(several).allMatch(Objects::nonNull)) {
      return List.of(several);
    }
    throw new BadInputException(
        "%s: %s: expected an attribute %s of strings, found %s"
            .formatted(file, at, attribute.getName(), attribute.getJavaType().getSimpleName()));
  }
}
