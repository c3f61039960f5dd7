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
 * Writes small ONNX networks: the few messages of its protocol buffers that a graph needs.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages</a>
 */
public final class OnnxWriter {
  /** Element types of tensors. */
  public static final int FLOAT = 1;

  /** Eight-byte integers. */
  public static final int INT64 = 7;

  private static final int DOUBLE = 11;
  private static final int FLOAT16 = 10;
  private static final int IR_VERSION = 8;

  private final Message graph = new Message();
  private int operators = 13;

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

    Message real(int field, float value) {
      varint((field << 3) | 5);
      bytes.writeBytes(OnnxWriter.bytes(value));
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

  /** Sets the version of the operators, 13 otherwise. */
  public OnnxWriter operators(int version) {
    operators = version;
    return this;
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

  /** Adds weights as a list of the format's own instead of bytes. */
  public OnnxWriter weightsListed(String name, float[] values, int... shape) {
    graph.message(5, tensor(name, FLOAT, shape).bytes(4, bytes(values)));
    return this;
  }

  /** Adds weights in double precision. */
  public OnnxWriter weightsInDoubles(String name, float[] values, int... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putDouble(value);
    }
    graph.message(5, tensor(name, DOUBLE, shape).bytes(9, bytes.array()));
    return this;
  }

  /**
   * Adds weights in half precision.
   *
   * @param values their bits
   */
  public OnnxWriter weightsInHalves(String name, short[] values, int... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : values) {
      bytes.putShort(value);
    }
    graph.message(5, tensor(name, FLOAT16, shape).bytes(9, bytes.array()));
    return this;
  }

  /** Adds weights that lie in another file, from its beginning. */
  public OnnxWriter weightsElsewhere(String name, String file, int... shape) {
    return weightsElsewhere(name, Map.of("location", file), shape);
  }

  /**
   * Adds weights that lie in another file.
   *
   * @param place its {@code location}, and perhaps {@code offset} and {@code length}
   */
  public OnnxWriter weightsElsewhere(String name, Map<String, String> place, int... shape) {
    Message tensor = tensor(name, FLOAT, shape).number(14, 1);
    place.forEach((key, value) -> tensor.message(13, new Message().text(1, key).text(2, value)));
    graph.message(5, tensor);
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

  /**
   * Adds a node with attributes.
   *
   * @param attributes an Integer, Float, String, long[] or float[] each; float[] means a tensor
   */
  public OnnxWriter node(
      String operator, String result, Map<String, ?> attributes, String... inputs) {
    Message node = new Message();
    attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
    graph.message(1, node(operator, result, node, inputs));
    return this;
  }

  private static Message attribute(String name, Object value) {
    Message attribute = new Message().text(1, name);
    if (value instanceof Float number) {
      return attribute.number(20, 1).real(2, number);
    }
    if (value instanceof Integer number) {
      return attribute.number(20, 2).number(3, number);
    }
    if (value instanceof String text) {
      return attribute.number(20, 3).text(4, text);
    }
    if (value instanceof float[] numbers) {
      Message tensor = tensor("", FLOAT, numbers.length).bytes(9, bytes(numbers));
      return attribute.number(20, 4).message(5, tensor);
    }
    attribute.number(20, 7);
    for (long number : (long[]) value) {
      attribute.number(8, number);
    }
    return attribute;
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
    Message set = new Message().text(1, "").number(2, operators);
    Message model = new Message().number(1, IR_VERSION).message(7, graph).message(8, set);
    Files.write(file, model.bytes.toByteArray());
  }
}
