package org.caption4j.tensor.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.MappedArray;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dataset of an HDF5 file; its numbers are read when asked for. */
final class StoredTensor {
  private static final int MOST_DIMENSIONS = 32;

  /** Deflate packs no more than this into a byte; what claims to hold more is damaged. */
  private static final long MOST_PACKED = 1032;

  private final String where;
  private final DatasetBase dataset;
  private final long userBlock;
  private final long[] shape;
  private final Optional<NumberFormat> format;

  private StoredTensor(String where, DatasetBase dataset, long userBlock) {
    this.where = where;
    this.dataset = dataset;
    this.userBlock = userBlock;
    this.shape = dataset.getDimensionsAsLong();
    this.format = NumberFormat.of(dataset.getDataType());
  }

  /**
   * Describes a dataset.
   *
   * @param where the start of messages: the file and the path in it
   * @param dataset the dataset
   * @param userBlock bytes of the file before that which the format's addresses count from
   * @throws BadInputException if no file holds an array of its shape
   */
  static StoredTensor of(String where, Dataset dataset, long userBlock) throws BadInputException {
    StoredTensor tensor = new StoredTensor(where, (DatasetBase) dataset, userBlock);
    boolean possible =
        tensor.shape.length <= MOST_DIMENSIONS && Arrays.stream(tensor.shape).allMatch(n -> n >= 0);
    if (!possible || Long.MAX_VALUE == bytes(1, tensor.shape)) {
      throw new BadInputException(
          "%sexpected a shape that fits a file, found %s"
              .formatted(where, Arrays.toString(tensor.shape)));
    }
    return tensor;
  }

  /** Returns the bytes of an array, or the largest number where they are more than that. */
  private static long bytes(int each, long... shape) {
    long bytes = each;
    for (long dimension : shape) {
      long high = Math.multiplyHigh(bytes, dimension);
      bytes = high != 0 || bytes * dimension < 0 ? Long.MAX_VALUE : bytes * dimension;
    }
    return bytes;
  }

  String where() {
    return where;
  }

  long[] shape() {
    return shape.clone();
  }

  Optional<NumberFormat> format() {
    return format;
  }

  /** Returns the message for a tensor of no known {@link #format}. */
  String refusal() {
    return "%sexpected numbers of %s, found %s of %d bytes: convert it"
        .formatted(
            where,
            "float16, float32, float64, int32 or int64",
            dataset.getDataType().getClass().getSimpleName(),
            dataset.getDataType().getSize());
  }

  /**
   * Reads or maps the numbers.
   *
   * @param channel the file
   * @return the array in 'c' order, of this shape; it stays valid when the channel is closed
   */
  INDArray read(FileChannel channel) throws IOException {
    NumberFormat numbers = format.orElseThrow(() -> new BadInputException(refusal()));
    ElementType type = numbers.type();
    long bytes = bytes(type.bytes(), shape);
    if (bytes == 0) {
      return MappedArray.of(List.of(), type, shape);
    }
    if (dataset.getSize() == 0 || dataset.isEmpty()) {
      throw new BadInputException(
          "%sexpected %d bytes of numbers, found none: they were never written"
              .formatted(where, bytes));
    }
    List<ByteBuffer> pieces =
        dataset instanceof ContiguousDataset inOnePiece
            ? mapped(channel, inOnePiece.getDataAddress(), bytes)
            : List.of(collected(channel.size(), bytes));
    boolean asOnPages =
        dataset instanceof ContiguousDataset && numbers.order() == ByteOrder.LITTLE_ENDIAN;
    return MappedArray.of(asOnPages ? pieces : littleEndian(pieces, numbers), type, shape);
  }

  private List<ByteBuffer> mapped(FileChannel channel, long address, long bytes)
      throws IOException {
    long room = channel.size() - userBlock - bytes;
    if (address < 0 || address > room) {
      throw new BadInputException(
          "%struncated or damaged, expected %d bytes of numbers from byte %s on, found a file of %d"
              .formatted(where, bytes, Long.toUnsignedString(address), channel.size()));
    }
    long from = userBlock + address;
    return MappedArray.pages(channel, from, from + bytes);
  }

  /** Returns the numbers of a dataset in chunks, or of one so small that its header holds it. */
  private ByteBuffer collected(long fileSize, long bytes) throws BadInputException {
    long most = Math.min(Integer.MAX_VALUE, MOST_PACKED * fileSize);
    long needed = bytes;
    if (dataset instanceof ChunkedDataset chunked) {
      long[] chunk = Arrays.stream(chunked.getChunkDimensions()).asLongStream().toArray();
      needed = Math.max(bytes, bytes(dataset.getDataType().getSize(), chunk));
    }
    if (needed > most) {
      throw new BadInputException(
          "%sexpected at most %d bytes of numbers in chunks, found %d"
              .formatted(where, most, needed));
    }
    ByteBuffer found = dataset.getDataBuffer();
    if (found.remaining() < bytes) {
      throw new BadInputException(
          "%sexpected %d bytes of numbers, found %d".formatted(where, bytes, found.remaining()));
    }
    return found.slice(found.position(), (int) bytes);
  }

  private static List<ByteBuffer> littleEndian(List<ByteBuffer> pieces, NumberFormat format) {
    List<ByteBuffer> copies = new ArrayList<>();
    for (ByteBuffer piece : pieces) {
      ByteBuffer from = piece.duplicate().order(format.order());
      ByteBuffer to = ByteBuffer.allocateDirect(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
      switch (format.type().bytes()) {
        case 2 -> to.asShortBuffer().put(from.asShortBuffer());
        case 4 -> to.asIntBuffer().put(from.asIntBuffer());
        default -> to.asLongBuffer().put(from.asLongBuffer());
      }
      copies.add(to);
    }
    return copies;
  }
}
