package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataLocation;
import onnx.Onnx.TensorProto.DataType;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.Finite;
import org.caption4j.tensor.MappedArray;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads the tensors of ONNX files: in the file, in one beside it, or as lists of numbers. */
final class OnnxTensors {
  private static final Map<Integer, ElementType> TYPES =
      Map.of(
          DataType.FLOAT_VALUE, ElementType.F32,
          DataType.DOUBLE_VALUE, ElementType.F64,
          DataType.FLOAT16_VALUE, ElementType.F16,
          DataType.BFLOAT16_VALUE, ElementType.BF16,
          DataType.INT64_VALUE, ElementType.I64,
          DataType.INT32_VALUE, ElementType.I32);

  private final Path file;
  private final TensorProto tensor;
  private final String name;

  private OnnxTensors(Path file, TensorProto tensor, String name) {
    this.file = file;
    this.tensor = tensor;
    this.name = name;
  }

  /**
   * Reads a tensor.
   *
   * @param file the network
   * @param tensor a tensor in it
   * @param name what it is called there
   * @return float32, doubles or integers, as it lies on the file's pages where that is possible,
   *     and then read-only
   * @throws BadInputException if its bytes are missing, or too many or too few
   * @throws UnsupportedGraphException if its numbers are of a type that is not known here
   * @throws IOException if a file beside cannot be read
   */
  static INDArray read(Path file, TensorProto tensor, String name)
      throws IOException, UnsupportedGraphException {
    return new OnnxTensors(file, tensor, name).read();
  }

  /** Returns what a node of the operator Constant gives; empty for other nodes. */
  static Optional<TensorProto> ofConstant(OnnxNode node) {
    if (!node.operator().equals("Constant")) {
      return Optional.empty();
    }
    if (node.has("value")) {
      return node.attribute("value").map(AttributeProto::getT);
    }
    TensorProto.Builder tensor = TensorProto.newBuilder();
    if (node.has("value_float")) {
      return Optional.of(
          floats(tensor).addFloatData((float) node.number("value_float", 0)).build());
    }
    if (node.has("value_int")) {
      return Optional.of(integers(tensor).addInt64Data(node.integer("value_int", 0)).build());
    }
    Optional<AttributeProto> numbers = node.attribute("value_floats");
    if (numbers.isPresent()) {
      List<Float> list = numbers.get().getFloatsList();
      return Optional.of(floats(tensor).addDims(list.size()).addAllFloatData(list).build());
    }
    return node.attribute("value_ints")
        .map(AttributeProto::getIntsList)
        .map(list -> integers(tensor).addDims(list.size()).addAllInt64Data(list).build());
  }

  private static TensorProto.Builder floats(TensorProto.Builder tensor) {
    return tensor.setDataType(DataType.FLOAT_VALUE);
  }

  private static TensorProto.Builder integers(TensorProto.Builder tensor) {
    return tensor.setDataType(DataType.INT64_VALUE);
  }

  private INDArray read() throws IOException, UnsupportedGraphException {
    ElementType type = TYPES.get(tensor.getDataType());
    if (type == null) {
      DataType other = DataType.forNumber(tensor.getDataType());
      throw new UnsupportedGraphException(
          "weight '%s': numbers of type %s are not supported"
              .formatted(name, other == null ? tensor.getDataType() : other));
    }
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    long expected = length(type, shape);
    List<ByteBuffer> bytes = bytes(type, expected);
    long found = bytes.stream().mapToLong(ByteBuffer::remaining).sum();
    if (found != expected) {
      throw fault("%d bytes for the shape %s".formatted(expected, tensor.getDimsList()), found);
    }
    INDArray array = MappedArray.of(bytes, type, shape);
    if (hasNan(array)) {
      throw fault("numbers", "NaN; the file is damaged");
    }
    return array;
  }

  /** Infinity may be meant, in a mask or as a bound; larger arrays are known by their results. */
  private static boolean hasNan(INDArray array) {
    return array.length() <= Finite.MOST_AT_START && !Finite.is(array) && Finite.hasNan(array);
  }

  private long length(ElementType type, long... shape) throws BadInputException {
    long length = type.bytes();
    try {
      for (long dimension : shape) {
        length = Math.multiplyExact(length, dimension);
        if (dimension < 0) {
          throw new ArithmeticException("negative");
        }
      }
      return length;
    } catch (ArithmeticException e) {
      throw fault("a shape", tensor.getDimsList());
    }
  }

  private List<ByteBuffer> bytes(ElementType type, long expected) throws IOException {
    if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
      return elsewhere(expected);
    }
    return List.of(tensor.getRawData().isEmpty() ? listed(type) : direct());
  }

  private ByteBuffer direct() {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
    ByteBuffer direct =
        bytes.isDirect() ? bytes : ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    return direct.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The numbers that stand in lists of the message, as bytes; halves stand there as integers. */
  private ByteBuffer listed(ElementType type) {
    int count =
        switch (type) {
          case F32 -> tensor.getFloatDataCount();
          case F64 -> tensor.getDoubleDataCount();
          case I64 -> tensor.getInt64DataCount();
          default -> tensor.getInt32DataCount();
        };
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case F32 -> bytes.putFloat(tensor.getFloatData(i));
        case F64 -> bytes.putDouble(tensor.getDoubleData(i));
        case I64 -> bytes.putLong(tensor.getInt64Data(i));
        case I32 -> bytes.putInt(tensor.getInt32Data(i));
        case F16, BF16 -> bytes.putShort((short) tensor.getInt32Data(i));
      }
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private List<ByteBuffer> elsewhere(long expected) throws IOException {
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      place.put(entry.getKey(), entry.getValue());
    }
    if (!place.containsKey("location")) {
      throw fault("the name of the file with its bytes", "none");
    }
    Path other = OnnxFile.beside(file, place.get("location"));
    try (FileChannel channel = InputFile.open(other, "weights of " + file)) {
      long from = Long.parseLong(place.getOrDefault("offset", "0"));
      long length = Long.parseLong(place.getOrDefault("length", Long.toString(expected)));
      if (from < 0 || length < 0 || length > channel.size() - from) {
        throw fault("%d bytes from %d on in %s".formatted(length, from, other), "a shorter file");
      }
      return MappedArray.pages(channel, from, from + length);
    } catch (NumberFormatException e) {
      throw fault("an offset and a length in " + other, place);
    }
  }

  private BadInputException fault(String expected, Object found) {
    return new BadInputException(
        "%s: weight '%s': expected %s, found %s".formatted(file, name, expected, found));
  }
}
