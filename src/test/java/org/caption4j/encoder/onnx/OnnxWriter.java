package org.caption4j.encoder.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes small ONNX networks: the few messages of its protocol buffers that a graph of float32
 * needs.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages</a>
 */
public final class OnnxWriter {
  /** Element types of tensors. */
  public static final int FLOAT = 1;

  /** Eight-byte integers. */
  public static final int INT64 = 7;

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;
  private static final int INTS = 7;

  private final Message graph = new Message();

  /** A message: fields behind one another. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((field << 3) | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes.toByteArray());
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
  }

  /**
   * Adds an input.
   *
   * @param shape numbers, and names for what is open
   */
  public OnnxWriter input(String name, int type, Object... shape) {
    graph.message(11, value(name, type, shape));
    return this;
  }

  /** Adds an output. */
  public OnnxWriter output(String name, int type, Object... shape) {
    graph.message(12, value(name, type, shape));
    return this;
  }

  private static Message value(String name, int type, Object... shape) {
    Message dimensions = new Message();
    for (Object dimension : shape) {
      dimensions.message(
          1,
          dimension instanceof Integer number
              ? new Message().number(1, number)
              : new Message().text(2, (String) dimension));
    }
    Message tensor = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** Adds weights. */
  public OnnxWriter weights(String name, float[] values, int... shape) {
    graph.message(5, tensor(name, FLOAT, shape).bytes(9, bytes(values)));
    return this;
  }

  /** Adds weights that lie in another file, from its beginning. */
  public OnnxWriter weightsElsewhere(String name, String file, int... shape) {
    Message location = new Message().text(1, "location").text(2, file);
    graph.message(5, tensor(name, FLOAT, shape).message(13, location).number(14, 1));
    return this;
  }

  /** Adds a constant list of integers. */
  public OnnxWriter integers(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    graph.message(5, tensor(name, INT64, values.length).bytes(9, bytes.array()));
    return this;
  }

  private static Message tensor(String name, int type, int... shape) {
    Message tensor = new Message();
    for (int dimension : shape) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, type).text(8, name);
  }

  /** Returns numbers as the format keeps them. */
  public static byte[] bytes(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /**
   * Adds a node of one result.
   *
   * @param operator such as {@code Relu}
   * @param result the name of what it makes
   * @param inputs the names of what it reads
   */
  public OnnxWriter node(String operator, String result, String... inputs) {
    graph.message(1, node(operator, result, new Message(), inputs));
    return this;
  }

  /** Adds a node with an attribute of integers. */
  public OnnxWriter node(
      String operator, String result, String attribute, long[] values, String... inputs) {
    return node(operator, result, Map.of(attribute, values), inputs);
  }

  /** Adds a node with attributes of integers. */
  public OnnxWriter node(
      String operator, String result, Map<String, long[]> attributes, String... inputs) {
    Message node = new Message();
    attributes.forEach((name, values) -> node.message(5, attribute(name, values)));
    graph.message(1, node(operator, result, node, inputs));
    return this;
  }

  private static Message attribute(String name, long... values) {
    Message list = new Message().text(1, name).number(20, INTS);
    for (long value : values) {
      list.number(8, value);
    }
    return list;
  }

  private static Message node(String operator, String result, Message node, String... inputs) {
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, result).text(4, operator);
  }

  /** Writes the network. */
  public void write(Path file) throws IOException {
    graph.text(2, "graph");
    Message operators = new Message().text(1, "").number(2, OPERATORS);
    Message model = new Message().number(1, IR_VERSION).message(7, graph).message(8, operators);
    Files.write(file, model.bytes.toByteArray());
  }
}
