package org.caption4j.encoder.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * What a network declares of an input or output.
 *
 * @param name its name
 * @param kind the type of its numbers, or what else it is
 * @param dimensions its shape, -1 for what is open; empty where none is declared
 * @param shape the shape for people; what is not fixed shows under its name in the file, or as a
 *     question mark
 */
record OnnxValue(String name, String kind, List<Long> dimensions, String shape) {
  private static final String FLOAT = DataType.FLOAT.name();
  private static final String UNKNOWN = DataType.UNDEFINED.name();

  static OnnxValue of(ValueInfoProto info) {
    TypeProto type = info.getType();
    if (!type.hasTensorType() && type.getValueCase() != TypeProto.ValueCase.VALUE_NOT_SET) {
      return new OnnxValue(info.getName(), "no tensor", List.of(), "");
    }
    DataType numbers = DataType.forNumber(type.getTensorType().getElemType());
    List<Long> dimensions = new ArrayList<>();
    List<String> shape = new ArrayList<>();
    for (Dimension dimension : type.getTensorType().getShape().getDimList()) {
      dimensions.add(dimension.hasDimValue() ? dimension.getDimValue() : -1);
      shape.add(text(dimension));
    }
    return new OnnxValue(
        info.getName(),
        numbers == null ? UNKNOWN : numbers.name(),
        dimensions,
        type.getTensorType().hasShape() ? shape.toString() : "[...]");
  }

  private static String text(Dimension dimension) {
    if (dimension.hasDimValue()) {
      return Long.toString(dimension.getDimValue());
    }
    return dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam();
  }

  /** Returns whether these are float32 numbers. */
  boolean isFloat() {
    return kind.equals(FLOAT);
  }

  /** Returns whether these may be float32 numbers: some files leave open what an output is. */
  boolean mayBeFloat() {
    return isFloat() || kind.equals(UNKNOWN);
  }

  /** Returns {@code features [n, 1280]}, or {@code ids [n] of INT64}. */
  String text() {
    return name + " " + shape + (isFloat() ? "" : " of " + kind);
  }

  /** Returns {@code features [n, 1280], ids [n] of INT64}. */
  static String list(Collection<OnnxValue> values) {
    return values.stream().map(OnnxValue::text).collect(Collectors.joining(", "));
  }
}
