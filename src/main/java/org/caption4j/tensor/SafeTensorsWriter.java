package org.caption4j.tensor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.caption4j.AsideFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Writes a safetensors file tensor by tensor, aside, and moves it into place when it is complete.
 *
 * <p>{@link #write} does all of it. To write more than fits into memory, say with {@link #create}
 * what will come, {@link #append} it in that order, and {@link #finish}. A writer that is closed
 * unfinished leaves no trace, and whatever file was there before stays.
 *
 * <p>Equal tensors in equal order with equal metadata give equal bytes: metadata are sorted by key.
 */
public final class SafeTensorsWriter implements AutoCloseable {
  /** Data starts at a multiple of this, which serves any vector instruction. */
  private static final int ALIGNMENT = 64;

  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final AsideFile aside;
  private final List<Spec> specs;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  private int current;
  private long appended;

  /**
   * A tensor to be written.
   *
   * @param name its name, unique in its file
   * @param type how its numbers are stored
   * @param shape its dimensions; none for a scalar
   */
  public record Spec(String name, ElementType type, List<Long> shape) {
    /** Copies the shape. */
    public Spec {
      shape = List.copyOf(shape);
    }

    /** Returns a tensor of these dimensions; none for a scalar. */
    public static Spec of(String name, ElementType type, long... shape) {
      return new Spec(name, type, Arrays.stream(shape).boxed().toList());
    }

    long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  private SafeTensorsWriter(Path file, AsideFile aside, List<Spec> specs) {
    this.file = file;
    this.aside = aside;
    this.specs = specs;
  }

  /**
   * Writes arrays as they are held: FLOAT as F32, DOUBLE as F64, INT as I32, LONG as I64; halves as
   * F16 and BF16.
   *
   * @param file where to; a file that is there is replaced in one move
   * @param tensors the arrays by name, of any order and stride, written in the map's order
   * @param metadata free text to go with them; may be empty
   * @throws IOException if it cannot be written; then the old file, if any, is as it was
   */
  public static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata)
      throws IOException {
    writeAll(file, tensors, metadata, null);
  }

  /**
   * Writes arrays with all floating point numbers in one type; whole numbers stay as they are.
   *
   * @param file where to; a file that is there is replaced in one move
   * @param tensors the arrays by name, of any order and stride, written in the map's order
   * @param metadata free text to go with them; may be empty
   * @param floats the type for FLOAT, DOUBLE and half arrays; F16 rounds to nearest, ties to even
   * @throws IOException if it cannot be written; then the old file, if any, is as it was
   * @throws IllegalArgumentException if {@code floats} is not a floating point type
   */
  public static void write(
      Path file, Map<String, INDArray> tensors, Map<String, String> metadata, ElementType floats)
      throws IOException {
    if (!floats.isFloating()) {
      throw new IllegalArgumentException(floats + " is not a floating point type");
    }
    writeAll(file, tensors, metadata, floats);
  }

  private static void writeAll(
      Path file, Map<String, INDArray> tensors, Map<String, String> metadata, ElementType floats)
      throws IOException {
    List<Spec> specs = new ArrayList<>();
    for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
      ElementType own = typeOf(tensor.getKey(), tensor.getValue().dataType());
      ElementType type = floats != null && own.isFloating() ? floats : own;
      specs.add(Spec.of(tensor.getKey(), type, tensor.getValue().shape()));
    }
    try (SafeTensorsWriter writer = create(file, specs, metadata)) {
      for (INDArray tensor : tensors.values()) {
        writer.append(tensor);
      }
      writer.finish();
    }
  }

  private static ElementType typeOf(String name, DataType type) {
    return ElementType.of(type)
        .orElseThrow(
            () -> new IllegalArgumentException("tensor '" + name + "': cannot write " + type));
  }

  /**
   * Begins a file.
   *
   * @param file where to; nothing is there before {@link #finish}
   * @param specs the tensors to come, in this order
   * @param metadata free text to go with them; may be empty
   * @return the writer, which waits for the first tensor's numbers
   * @throws IOException if the folder cannot be written to
   * @throws IllegalArgumentException if a name comes twice
   */
  public static SafeTensorsWriter create(Path file, List<Spec> specs, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(specs, metadata);
    SafeTensorsWriter writer = new SafeTensorsWriter(file, AsideFile.of(file), List.copyOf(specs));
    try {
      writer.chunk.putLong(header.length);
      writer.drain();
      writer.aside.write(ByteBuffer.wrap(header));
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  private static byte[] header(List<Spec> specs, Map<String, String> metadata) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (!metadata.isEmpty()) {
      new TreeMap<>(metadata).forEach(root.putObject(SafeTensorsHeader.METADATA)::put);
    }
    long at = 0;
    for (Spec spec : specs) {
      if (root.has(spec.name()) || spec.name().equals(SafeTensorsHeader.METADATA)) {
        throw new IllegalArgumentException("tensor '" + spec.name() + "': name is taken");
      }
      ObjectNode entry = root.putObject(spec.name()).put("dtype", spec.type().name());
      ArrayNode shape = entry.putArray("shape");
      spec.shape().forEach(shape::add);
      long end = at + spec.elements() * spec.type().bytes();
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = new ObjectMapper().writeValueAsBytes(root);
    int padded = -(LENGTH_BYTES + json.length) & (ALIGNMENT - 1);
    byte[] header = Arrays.copyOf(json, json.length + padded);
    Arrays.fill(header, json.length, header.length, (byte) ' ');
    return header;
  }

  /**
   * Writes the next tensor as a whole.
   *
   * @param tensor its numbers, converted where the promised type differs; at most one tensor's copy
   *     is made, and none where it lies in 'c' order
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the shape is not the promised one
   */
  public void append(INDArray tensor) throws IOException {
    Spec spec = next();
    if (appended != 0 || !Spec.of(spec.name(), spec.type(), tensor.shape()).equals(spec)) {
      throw new IllegalArgumentException(
          "tensor '%s': expected shape %s, found %s (%d numbers are written)"
              .formatted(spec.name(), spec.shape(), Arrays.toString(tensor.shape()), appended));
    }
    if (spec.elements() > 0) {
      INDArray typed = tensor.castTo(spec.type().heldAs());
      INDArray plain = isPlain(typed) ? typed : typed.dup('c');
      appendPlain(plain.data().pointer(), spec);
      // the copies are closed at once: their memory is not the collector's to see
      if (plain != typed) {
        plain.close();
      }
      if (typed != tensor) {
        typed.close();
      }
    }
    current++;
  }

  private static boolean isPlain(INDArray array) {
    return !array.isView()
        && array.offset() == 0
        && array.ordering() == 'c'
        && Shape.hasDefaultStridesForShape(array);
  }

  private void appendPlain(Pointer numbers, Spec spec) throws IOException {
    if (spec.type().isHalf()) {
      FloatPointer source = new FloatPointer(numbers);
      float[] values = new float[CHUNK / Float.BYTES];
      for (long at = 0; at < spec.elements(); at += values.length) {
        int count = (int) Math.min(values.length, spec.elements() - at);
        source.position(at).get(values, 0, count);
        put(values, 0, count, spec.type());
      }
    } else {
      BytePointer source = new BytePointer(numbers);
      long size = spec.elements() * spec.type().bytes();
      for (long at = 0; at < size; at += CHUNK) {
        int count = (int) Math.min(CHUNK, size - at);
        source.position(at).get(chunk.array(), 0, count);
        chunk.position(count);
        drain();
      }
    }
  }

  /**
   * Writes a part of the next tensor, in 'c' order behind the parts before.
   *
   * @param values the numbers
   * @throws IOException if they cannot be written
   * @throws IllegalArgumentException if the tensor has less room left, or is not of type F32, F16
   *     or BF16
   */
  public void append(float[] values) throws IOException {
    Spec spec = next();
    if (values.length > spec.elements() - appended) {
      throw new IllegalArgumentException(
          "tensor '%s': expected at most %d numbers more, found %d"
              .formatted(spec.name(), spec.elements() - appended, values.length));
    }
    if (spec.type().heldAs() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "tensor '" + spec.name() + "': floats given for " + spec.type());
    }
    int step = CHUNK / Float.BYTES;
    for (int at = 0; at < values.length; at += step) {
      put(values, at, Math.min(step, values.length - at), spec.type());
    }
    appended += values.length;
    if (appended == spec.elements()) {
      appended = 0;
      current++;
    }
  }

  private void put(float[] values, int from, int count, ElementType type) throws IOException {
    for (int i = from; i < from + count; i++) {
      switch (type) {
        case F16 -> chunk.putShort(HalfFloat.fromFloat(values[i]));
        case BF16 -> chunk.putShort(HalfFloat.brainFromFloat(values[i]));
        default -> chunk.putFloat(values[i]);
      }
    }
    drain();
  }

  private Spec next() {
    if (current >= specs.size()) {
      throw new IllegalStateException(file + ": all " + specs.size() + " tensors are written");
    }
    return specs.get(current);
  }

  private void drain() throws IOException {
    aside.write(chunk.flip());
    chunk.clear();
  }

  /**
   * Completes the file: its bytes are forced to the disk, then it takes its place in one move.
   *
   * @throws IOException if it cannot be completed
   * @throws IllegalStateException if numbers are missing
   */
  public void finish() throws IOException {
    if (current < specs.size()) {
      throw new IllegalStateException(
          "%s: tensor '%s' is incomplete".formatted(file, specs.get(current).name()));
    }
    aside.complete();
  }

  /** Drops what was not finished. */
  @Override
  public void close() throws IOException {
    aside.close();
  }
}
