package org.caption4j.encoder.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** Primitives in the order in which they run, each with its arguments. Not thread-safe. */
final class Program {
  private static final List<memory.format_tag> PICTURES =
      List.of(
          memory.format_tag.nChw16c,
          memory.format_tag.nChw8c,
          memory.format_tag.nhwc,
          memory.format_tag.nchw);

  private final Workspace workspace;
  private final stream queue;
  private final primitive_attr attributes;
  private final List<Runnable> steps = new ArrayList<>();

  /**
   * @param workspace of all tensors
   */
  Program(Workspace workspace) {
    this.workspace = workspace;
    this.queue = workspace.keep(new stream(OneDnn.engine()));
    this.attributes = workspace.keep(OneDnn.attributes());
  }

  /** Returns the tensors' memory. */
  Workspace workspace() {
    return workspace;
  }

  /** Returns the attributes of primitives without fused operations. */
  primitive_attr attributes() {
    return attributes;
  }

  /** An argument of a primitive, by oneDNN's number. */
  record Argument(int number, Tensor tensor) {}

  /** Appends a primitive. */
  void add(primitive computation, primitive_desc_base description, Argument... arguments) {
    workspace.keep(description);
    workspace.keep(computation);
    IntMemoryMap map = workspace.keep(new IntMemoryMap());
    for (Argument argument : arguments) {
      map.put(argument.number(), argument.tensor().data());
    }
    workspace.scratchpad(description.scratchpad_desc(), map);
    steps.add(() -> computation.execute(queue, map));
  }

  /** Appends a computation outside oneDNN. */
  void add(Runnable computation) {
    steps.add(
        () -> {
          queue._wait();
          computation.run();
        });
  }

  /** Runs everything. */
  void run() {
    steps.forEach(Runnable::run);
    queue._wait();
  }

  /** Appends a conversion between types and layouts. */
  void reorder(Tensor from, Tensor to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            OneDnn.engine(), from.layout(), OneDnn.engine(), to.layout(), attributes, false);
    add(
        new reorder(description),
        description,
        new Argument(dnnl.DNNL_ARG_SRC, from),
        new Argument(dnnl.DNNL_ARG_DST, to));
  }

  /** Returns a tensor in a layout: itself, or a copy that {@link #releaseCopy} gives back. */
  Tensor in(memory.desc layout, Tensor tensor) {
    if (tensor.isIn(layout)) {
      return tensor;
    }
    Tensor copy = workspace.take(layout, tensor.dims());
    reorder(tensor, copy);
    return copy;
  }

  /** Gives back what {@link #in} returned, unless it is the original. */
  void releaseCopy(Tensor copy, Tensor original) {
    if (!copy.equals(original)) {
      workspace.release(copy);
    }
  }

  /** Appends {@code out = a op b}; dimensions of b that are 1 are repeated. */
  void binary(dnnl.algorithm operation, Tensor a, Tensor b, Tensor out) {
    binary.primitive_desc description =
        new binary.primitive_desc(
            OneDnn.engine(), operation, a.layout(), b.layout(), out.layout(), attributes, false);
    add(
        new binary(description),
        description,
        new Argument(dnnl.DNNL_ARG_SRC_0, a),
        new Argument(dnnl.DNNL_ARG_SRC_1, b),
        new Argument(dnnl.DNNL_ARG_DST, out));
  }

  /** Appends {@code out = factor * in}. */
  void scale(Tensor in, float factor, Tensor out) {
    eltwise_forward.primitive_desc description =
        new eltwise_forward.primitive_desc(
            OneDnn.engine(),
            dnnl.prop_kind.forward_inference,
            dnnl.algorithm.eltwise_linear,
            in.layout(),
            out.layout(),
            factor,
            0f,
            attributes,
            false);
    add(
        new eltwise_forward(description),
        description,
        new Argument(dnnl.DNNL_ARG_SRC, in),
        new Argument(dnnl.DNNL_ARG_DST, out));
  }

  /** Returns a picture [n, c, 1, 1] as a vector [n, c]; the picture is released. */
  Tensor toVector(Tensor picture) {
    memory.data_type type = picture.layout().get_data_type();
    long[] dims = Arrays.copyOf(picture.dims(), 2);
    Tensor vector = workspace.take(workspace.desc(dims, type, memory.format_tag.nc), dims);
    memory.desc plain = workspace.desc(picture.dims(), type, memory.format_tag.nchw);
    reorder(picture, workspace.view(vector, plain, picture.dims()));
    workspace.release(picture);
    return vector;
  }

  /** Returns a vector [n, c] as a picture [n, c, 1, 1] in the layout of another picture. */
  Tensor toPicture(Tensor vector, Tensor like) {
    memory.data_type type = vector.layout().get_data_type();
    long[] dims = {vector.dims()[0], vector.channels(), 1, 1};
    Tensor plain = workspace.view(vector, workspace.desc(dims, type, memory.format_tag.nchw), dims);
    Tensor picture = workspace.take(workspace.desc(dims, type, tag(like)), dims);
    reorder(plain, picture);
    return picture;
  }

  private memory.format_tag tag(Tensor picture) {
    return PICTURES.stream()
        .filter(
            tag ->
                picture.isIn(workspace.desc(picture.dims(), picture.layout().get_data_type(), tag)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a layout of oneDNN's that is not known"));
  }
}
