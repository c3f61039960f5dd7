package org.caption4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.LongIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that lie on a file's pages.
 *
 * <p>The pages are <b>read-only</b>: an operation that writes into such an array (an {@code addi},
 * a {@code putRow}) ends the JVM, so whoever trains works on a {@code dup()}. The file must not be
 * shortened while such arrays live.
 */
public final class MappedArray {
  private static final int CHUNK = 1 << 14;
  private static final int MOST = 1 << 30;

  private MappedArray() {}

  /**
   * Maps a part of a file, in as many pieces as a mapping's size demands.
   *
   * @param from the first byte
   * @param to the byte behind the last
   * @return read-only pages, little-endian
   */
  public static List<ByteBuffer> pages(FileChannel channel, long from, long to) throws IOException {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (long at = from; at < to; at += MOST) {
      pieces.add(
          channel
              .map(MapMode.READ_ONLY, at, Math.min(MOST, to - at))
              .order(ByteOrder.LITTLE_ENDIAN));
    }
    return pieces;
  }

  /**
   * Makes an array of numbers in a file.
   *
   * <p>F32, F64, I32 and I64 lie on the pages as FLOAT, DOUBLE, INT and LONG; they are copied only
   * where there are several pieces, or where they start at an odd address. F16 and BF16 are widened
   * into a fresh FLOAT array.
   *
   * @param pieces the numbers' bytes, little-endian, direct
   * @param type how the numbers are stored
   * @param shape the array's shape; length 0 for a scalar
   * @return the array in 'c' order; it keeps the pages mapped
   */
  public static INDArray of(List<ByteBuffer> pieces, ElementType type, long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    DataType held = type.heldAs();
    if (elements == 0) {
      return Nd4j.create(held, shape);
    }
    if (isMappable(pieces, type)) {
      return map(pieces.get(0), type, type.heldAs(), elements, shape);
    }
    if (type == ElementType.F16 && isWhole(pieces, type)) { // natively, in a third of the time
      INDArray halves = map(pieces.get(0), type, DataType.FLOAT16, elements, shape);
      return halves.castTo(DataType.FLOAT);
    }
    INDArray copy = Nd4j.createUninitializedDetached(held, shape);
    copy(pieces, type, copy.data().pointer());
    return copy;
  }

  private static boolean isMappable(List<ByteBuffer> pieces, ElementType type) {
    return !type.isHalf() && isWhole(pieces, type);
  }

  private static boolean isWhole(List<ByteBuffer> pieces, ElementType type) {
    return pieces.size() == 1 && pieces.get(0).alignmentOffset(0, type.bytes()) == 0;
  }

  private static INDArray map(
      ByteBuffer bytes, ElementType type, DataType held, long elements, long[] shape) {
    DataBuffer buffer = buffer(bytes, type, elements);
    return Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', held);
  }

  /** The pointer holds on to the buffer it was made from, and so keeps the pages mapped. */
  private static DataBuffer buffer(ByteBuffer bytes, ElementType type, long length) {
    return switch (type) {
      case F64 -> {
        DoublePointer pointer = new DoublePointer(bytes.asDoubleBuffer());
        yield Nd4j.createBuffer(pointer, DataType.DOUBLE, length, DoubleIndexer.create(pointer));
      }
      case I64 -> {
        LongPointer pointer = new LongPointer(bytes.asLongBuffer());
        yield Nd4j.createBuffer(pointer, DataType.INT64, length, LongIndexer.create(pointer));
      }
      case I32 -> {
        IntPointer pointer = new IntPointer(bytes.asIntBuffer());
        yield Nd4j.createBuffer(pointer, DataType.INT32, length, IntIndexer.create(pointer));
      }
      case F16 -> {
        ShortPointer pointer = new ShortPointer(bytes.asShortBuffer());
        yield Nd4j.createBuffer(pointer, DataType.FLOAT16, length, HalfIndexer.create(pointer));
      }
      default -> {
        FloatPointer pointer = new FloatPointer(bytes.asFloatBuffer());
        yield Nd4j.createBuffer(pointer, DataType.FLOAT, length, FloatIndexer.create(pointer));
      }
    };
  }

  private static void copy(List<ByteBuffer> pieces, ElementType type, Pointer target) {
    long at = 0;
    for (ByteBuffer piece : pieces) {
      if (type.isHalf()) {
        at = widen(piece, type, new FloatPointer(target), at);
      } else {
        at = copyBytes(piece.duplicate(), new BytePointer(target), at);
      }
    }
  }

  private static long copyBytes(ByteBuffer from, BytePointer to, long at) {
    byte[] chunk = new byte[CHUNK];
    long position = at;
    while (from.hasRemaining()) {
      int count = Math.min(chunk.length, from.remaining());
      from.get(chunk, 0, count);
      to.position(position).put(chunk, 0, count);
      position += count;
    }
    return position;
  }

  private static long widen(ByteBuffer bytes, ElementType type, FloatPointer to, long at) {
    ShortBuffer from = bytes.asShortBuffer();
    float[] chunk = new float[CHUNK];
    long position = at;
    while (from.hasRemaining()) {
      int count = Math.min(chunk.length, from.remaining());
      for (int i = 0; i < count; i++) {
        short half = from.get();
        chunk[i] =
            type == ElementType.F16 ? HalfFloat.toFloat(half) : Float.intBitsToFloat(half << 16);
      }
      to.position(position).put(chunk, 0, count);
      position += count;
    }
    return position;
  }
}
