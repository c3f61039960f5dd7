package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import org.caption4j.BadInputException;

/**
 * The graph in an ONNX file, checked: every node reads what is there, nothing needs itself, and the
 * version of the operators is one whose meaning is known.
 */
final class OnnxGraph {
  private static final int OLDEST_OPERATORS = 7;
  private static final int NEWEST_OPERATORS = 22;

  private final OnnxFile file;
  private final List<OnnxValue> inputs;
  private final OnnxOutputs outputs;
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final List<OnnxNode> nodes;

  private OnnxGraph(OnnxFile file) throws BadInputException {
    this.file = file;
    requireOperators();
    GraphProto graph = file.model().getGraph();
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    Set<String> given = new HashSet<>(weights.keySet());
    graph.getSparseInitializerList().forEach(sparse -> given.add(sparse.getValues().getName()));
    inputs =
        graph.getInputList().stream() // older files list weights among the inputs
            .filter(input -> !given.contains(input.getName()))
            .map(OnnxValue::of)
            .toList();
    inputs.forEach(input -> given.add(input.name()));
    nodes = NodeOrder.of(file.path(), variable(graph.getNodeList(), given), given);
    Map<String, OnnxValue> declared = new LinkedHashMap<>();
    graph.getOutputList().forEach(info -> declared.put(info.getName(), OnnxValue.of(info)));
    outputs = new OnnxOutputs(file.path(), declared);
    requireOutputs(given);
  }

  /**
   * Reads a graph.
   *
   * @param path the network; weights that it keeps in other files lie beside it
   * @throws BadInputException if the file, or one with its weights, is missing, damaged, something
   *     else, or of an unknown version; or the graph has a cycle, or reads a value that nothing
   *     makes
   * @throws IOException if it cannot be read
   */
  static OnnxGraph read(Path path) throws IOException {
    return new OnnxGraph(OnnxFile.open(path));
  }

  private void requireOperators() throws BadInputException {
    ModelProto model = file.model();
    List<Long> versions =
        model.getOpsetImportList().stream()
            .filter(operators -> OnnxNode.isStandard(operators.getDomain()))
            .map(OperatorSetIdProto::getVersion)
            .toList();
    for (long version : versions) {
      if (version < OLDEST_OPERATORS || version > NEWEST_OPERATORS) {
        throw operators("version " + version);
      }
    }
    if (versions.isEmpty()) {
      throw operators("none");
    }
  }

  private BadInputException operators(String found) {
    return new BadInputException(
        "%s: expected operators (opset) of version %d to %d, found %s"
            .formatted(file.path(), OLDEST_OPERATORS, NEWEST_OPERATORS, found));
  }

  /** Notes the tensors of constant nodes as weights, and returns all other nodes. */
  private List<OnnxNode> variable(List<NodeProto> all, Set<String> given) {
    List<OnnxNode> variable = new ArrayList<>();
    for (NodeProto proto : all) {
      OnnxNode node = new OnnxNode(proto);
      Optional<TensorProto> constant = OnnxTensors.ofConstant(node);
      if (constant.isPresent() && given.add(node.output())) {
        weights.put(node.output(), constant.get());
      } else {
        variable.add(node);
      }
    }
    return variable;
  }

  private void requireOutputs(Set<String> given) throws BadInputException {
    Set<String> made = new HashSet<>(given);
    nodes.forEach(node -> made.addAll(node.outputs()));
    for (String output : outputs.names()) {
      if (!made.contains(output)) {
        throw new BadInputException(
            "%s: output '%s': expected a node that makes it, found none"
                .formatted(file.path(), output));
      }
    }
  }

  /** Returns the file as it was given. */
  Path path() {
    return file.path();
  }

  /** Returns the file and those with weights beside it. */
  OnnxFile file() {
    return file;
  }

  /** Returns the inputs that have no weights. */
  List<OnnxValue> inputs() {
    return inputs;
  }

  /** Returns what it gives. */
  OnnxOutputs outputs() {
    return outputs;
  }

  /** Returns a weight, or empty if there is none of this name. */
  Optional<TensorProto> weight(String name) {
    return Optional.ofNullable(weights.get(name));
  }

  /** Returns the names of all values: inputs, weights and results. */
  Set<String> names() {
    Set<String> names = new HashSet<>(weights.keySet());
    inputs.forEach(input -> names.add(input.name()));
    nodes.forEach(node -> names.addAll(node.outputs()));
    return names;
  }

  /** Returns the nodes that a value depends on, in the order in which they can run. */
  List<OnnxNode> nodesFor(String value) {
    Set<String> needed = new HashSet<>(Set.of(value));
    List<OnnxNode> chosen = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      OnnxNode node = nodes.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
        chosen.add(node);
      }
    }
    Collections.reverse(chosen);
    return chosen;
  }
}
