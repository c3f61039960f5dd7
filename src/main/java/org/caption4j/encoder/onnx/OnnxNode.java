package org.caption4j.encoder.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** A node of a graph: an operator, what it reads and makes, and its attributes. */
final class OnnxNode {
  private static final List<String> STANDARD = List.of("", "ai.onnx");

  private final NodeProto proto;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  OnnxNode(NodeProto proto) {
    this.proto = proto;
    proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
  }

  /** Returns whether a domain is that of the operators of the standard. */
  static boolean isStandard(String domain) {
    return STANDARD.contains(domain);
  }

  /** Returns the operator, with its domain where it is none of the standard. */
  String operator() {
    return isStandard(proto.getDomain())
        ? proto.getOpType()
        : proto.getDomain() + "." + proto.getOpType();
  }

  /** Returns the names of what it reads; an input that is left out is empty. */
  List<String> inputs() {
    return proto.getInputList();
  }

  /** Returns the names of all results; one that nobody wants may be empty. */
  List<String> outputs() {
    return proto.getOutputList();
  }

  /** Returns the name of its first result. */
  String output() {
    return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
  }

  /** Returns whether it is given an input. */
  boolean reads(int input) {
    return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  long integer(String attribute, long otherwise) {
    return has(attribute) ? attributes.get(attribute).getI() : otherwise;
  }

  /** Returns whether an attribute of 0 or 1 is not 0. */
  boolean flag(String attribute) {
    return integer(attribute, 0) != 0;
  }

  /** Returns a list of integers, or empty if there is no such attribute. */
  Optional<long[]> integers(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(list -> list.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  double number(String attribute, double otherwise) {
    return has(attribute) ? attributes.get(attribute).getF() : otherwise;
  }

  String text(String attribute, String otherwise) {
    return has(attribute) ? attributes.get(attribute).getS().toStringUtf8() : otherwise;
  }

  /** Returns the attribute as the file has it, or empty. */
  Optional<AttributeProto> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /**
   * Returns what to throw where this node cannot be part of a network of one's own.
   *
   * @param why what about it, as {@code takes 3 channels, found 4}
   */
  UnsupportedGraphException unsupported(String why) {
    return new UnsupportedGraphException(this + ": " + why);
  }

  /** Returns operator and name, for messages. */
  @Override
  public String toString() {
    return "%s node '%s'"
        .formatted(operator(), proto.getName().isEmpty() ? output() : proto.getName());
  }
}
