package org.caption4j.encoder.onednn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native memory of a program, planned while the program is assembled: a tensor's memory serves
 * others as soon as it is released, in the order in which the program will run.
 *
 * <p>JavaCPP frees native objects that Java no longer refers to, although primitives still use
 * them; so a workspace refers to all of them until it is closed.
 */
final class Workspace implements AutoCloseable {
  /** Numbers of weights, results and gradients. */
  static final memory.data_type FLOAT = memory.data_type.f32;

  private static final long PAGE = 4096;

  /** A block may be this many times larger than what it is lent for, and a page or so. */
  private static final long WASTE = 2;

  private final List<Pointer> kept = new ArrayList<>();
  private final List<INDArray> arrays = new ArrayList<>();
  private final TreeMap<Long, Deque<Block>> free = new TreeMap<>();
  private final List<IntMemoryMap> scratchUsers = new ArrayList<>();
  private final List<memory.desc> scratchLayouts = new ArrayList<>();
  private long bytes;

  /** Memory that tensors share one after the other. */
  static final class Block {
    private final memory data;
    private final long size;
    private int users = 1;

    private Block(memory data, long size) {
      this.data = data;
      this.size = size;
    }
  }

  /** Keeps a native object until this is closed. */
  <T extends Pointer> T keep(T object) {
    kept.add(object);
    return object;
  }

  /** Returns a layout by its name. */
  memory.desc desc(long[] dims, memory.data_type type, memory.format_tag tag) {
    return keep(new memory.desc(dims, type, tag));
  }

  /** Returns a layout of single-precision numbers by its name. */
  memory.desc desc(long[] dims, memory.format_tag tag) {
    return desc(dims, FLOAT, tag);
  }

  /** Returns the layout that oneDNN chooses. */
  memory.desc any(long... dims) {
    return desc(dims, memory.format_tag.any);
  }

  /** Returns the layout of {n, c} or {n, c, h, w} as they are written. */
  memory.desc plain(long... dims) {
    return desc(dims, dims.length == 2 ? memory.format_tag.nc : memory.format_tag.nchw);
  }

  /** Returns a layout by the distances between neighbours. */
  memory.desc strided(long[] dims, long... strides) {
    return keep(new memory.desc(dims, FLOAT, strides));
  }

  /** Returns an array of single-precision numbers, freed with this. */
  INDArray array(long... shape) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
    arrays.add(array);
    return array;
  }

  /**
   * Returns a tensor over the numbers of an array, which must stay as long as this.
   *
   * @param array float32
   */
  Tensor over(INDArray array, memory.desc layout, long... dims) {
    Pointer numbers = keep(new FloatPointer(array.data().addressPointer()));
    return new Tensor(dims, layout, keep(new memory(layout, OneDnn.engine(), numbers)), null);
  }

  /**
   * Returns a tensor over an array in ND4J's order.
   *
   * @param array [n, h, w, c] or [n, c], float32
   * @param dims {n, c, h, w} or {n, c}
   */
  Tensor channelsLast(INDArray array, long... dims) {
    memory.format_tag tag = dims.length == 2 ? memory.format_tag.nc : memory.format_tag.nhwc;
    return over(array, desc(dims, tag), dims);
  }

  /** Returns a tensor over an array that is laid out as its shape says: {n, c} or {n, c, h, w}. */
  Tensor plain(INDArray array) {
    return over(array, plain(array.shape()), array.shape());
  }

  /** Returns a tensor whose numbers are undefined, to be given back by {@link #release}. */
  Tensor take(memory.desc layout, long... dims) {
    keep(layout);
    Block block = block((layout.get_size() + PAGE - 1) / PAGE * PAGE);
    return new Tensor(dims, layout, at(block, layout), block);
  }

  /**
   * Returns a tensor with memory of its own, never given back: what is written into it outside the
   * order of the program stays.
   */
  Tensor lasting(memory.desc layout, long... dims) {
    keep(layout);
    bytes += layout.get_size();
    return new Tensor(dims, layout, keep(new memory(layout, OneDnn.engine())), null);
  }

  /** Returns zeros that last. */
  private Tensor zeros(memory.desc layout, long... dims) {
    Tensor tensor = lasting(layout, dims);
    new FloatPointer(tensor.data().get_data_handle())
        .put(new float[(int) (layout.get_size() / Float.BYTES)]);
    return tensor;
  }

  /**
   * Returns a tensor over a layer's bias, or over its gradient; zeros where there is none.
   *
   * @param bias [length], or null
   */
  Tensor bias(INDArray bias, long length) {
    memory.desc layout = desc(new long[] {length}, memory.format_tag.x);
    return bias == null ? zeros(layout, length) : over(bias, layout, length);
  }

  private Block block(long size) {
    for (Deque<Block> blocks : free.subMap(size, true, WASTE * size + PAGE, true).values()) {
      if (!blocks.isEmpty()) {
        Block block = blocks.pop();
        block.users = 1;
        return block;
      }
    }
    bytes += size;
    return new Block(raw(size), size);
  }

  private memory raw(long size) {
    memory.desc layout = desc(new long[] {size}, memory.data_type.u8, memory.format_tag.x);
    return keep(new memory(layout, OneDnn.engine()));
  }

  private memory at(Block block, memory.desc layout) {
    return keep(new memory(layout, OneDnn.engine(), keep(block.data.get_data_handle())));
  }

  /** Returns the same numbers under other dimensions; not to be released. */
  Tensor view(Tensor tensor, memory.desc layout, long... dims) {
    Pointer numbers = keep(tensor.data().get_data_handle());
    return new Tensor(dims, layout, keep(new memory(layout, OneDnn.engine(), numbers)), null);
  }

  /** Lets a tensor be released once more. */
  void share(Tensor tensor) {
    tensor.block().users++;
  }

  /** Gives back a tensor's memory when the last who shares it has released it. */
  void release(Tensor tensor) {
    Block block = tensor.block();
    if (block != null && --block.users == 0) {
      free.computeIfAbsent(block.size, size -> new ArrayDeque<>()).push(block);
    }
  }

  /** Notes that a primitive needs a scratchpad. */
  void scratchpad(memory.desc layout, IntMemoryMap arguments) {
    if (layout.get_size() > 0) {
      scratchLayouts.add(keep(layout));
      scratchUsers.add(arguments);
    }
  }

  /** Gives all primitives one scratchpad; once, when the programs are assembled. */
  void allocateScratchpad() {
    long size = scratchLayouts.stream().mapToLong(memory.desc::get_size).max().orElse(0);
    if (size > 0) {
      bytes += size;
      Pointer numbers = keep(raw(size).get_data_handle());
      for (int k = 0; k < scratchUsers.size(); k++) {
        memory pad = keep(new memory(scratchLayouts.get(k), OneDnn.engine(), numbers));
        scratchUsers.get(k).put(dnnl.DNNL_ARG_SCRATCHPAD, pad);
      }
    }
  }

  /** Returns the bytes that tensors and scratchpad take. */
  long bytes() {
    return bytes;
  }

  /** Frees everything. */
  @Override
  public void close() {
    for (int k = kept.size() - 1; k >= 0; k--) {
      kept.get(k).close();
    }
    kept.clear();
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
