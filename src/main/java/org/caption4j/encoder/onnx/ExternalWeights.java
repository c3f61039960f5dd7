package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;

/**
 * The files beside a network in which it keeps weights. ONNX Runtime reads them but does not say
 * which they are.
 *
 * <p>An ONNX file is a message of protocol buffers. Those messages that lead to a tensor's {@code
 * external_data} are walked through; all others are passed over, and their pages are not read.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages</a>
 */
final class ExternalWeights {
  private static final String LOCATION = "location";
  private static final int KEY = 1;
  private static final int VALUE = 2;

  /** The messages on the way, each with its fields that lead on, by number. */
  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    TENSOR,
    EXTERNAL;

    Message field(int number) {
      return fields().get(number);
    }

    private Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 25, FUNCTION);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR);
        case FUNCTION -> Map.of(7, NODE);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE -> Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH);
        case TENSOR -> Map.of(13, EXTERNAL);
        case EXTERNAL -> Map.of();
      };
    }
  }

  private final Set<String> locations = new LinkedHashSet<>();

  private ExternalWeights() {}

  /**
   * Finds them.
   *
   * @param file the network
   * @return the files, each once, whether or not they exist; often none
   * @throws BadInputException if the file is no such message
   * @throws IOException if it cannot be read
   */
  static List<Path> of(Path file) throws IOException {
    ExternalWeights found = new ExternalWeights();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) { // more than protocol buffers allow
        throw damaged(file, null);
      }
      found.walk(Message.MODEL, channel.map(MapMode.READ_ONLY, 0, channel.size()));
      return found.locations.stream().map(file::resolveSibling).toList();
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw damaged(file, e);
    }
  }

  private static BadInputException damaged(Path file, RuntimeException cause) {
    return new BadInputException(
        file + ": expected an ONNX network, found another or a damaged file", cause);
  }

  private void walk(Message message, ByteBuffer bytes) {
    String key = "";
    String value = "";
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      int field = (int) (tag >>> 3);
      ByteBuffer content = content(bytes, (int) tag & 7);
      Message inner = message.field(field);
      if (inner != null) {
        walk(inner, content);
      } else if (message == Message.EXTERNAL && field == KEY) {
        key = text(content);
      } else if (message == Message.EXTERNAL && field == VALUE) {
        value = text(content);
      }
    }
    if (key.equals(LOCATION)) {
      locations.add(value);
    }
  }

  /** Passes over a field of a wire type, and returns its bytes. */
  private static ByteBuffer content(ByteBuffer bytes, int type) {
    int from = bytes.position();
    switch (type) {
      case 0 -> varint(bytes);
      case 1 -> bytes.position(from + Long.BYTES);
      case 2 -> {
        int length = Math.toIntExact(varint(bytes));
        from = bytes.position();
        bytes.position(Math.addExact(from, length));
      }
      case 5 -> bytes.position(from + Integer.BYTES);
      default -> throw new IllegalArgumentException("no wire type " + type);
    }
    return bytes.duplicate().flip().position(from).slice();
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
