package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory_desc_vector;
import org.caption4j.encoder.onednn.Program.Argument;

/** Channels of several results side by side. */
final class Concatenation implements Operator {
  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> in) {
    Workspace workspace = forward.workspace();
    memory_desc_vector layouts = workspace.keep(new memory_desc_vector());
    long[] dims = in.get(0).dims().clone();
    dims[1] = 0;
    Argument[] arguments = new Argument[in.size() + 1];
    for (int k = 0; k < in.size(); k++) {
      layouts.push_back(in.get(k).layout());
      dims[1] += in.get(k).channels();
      arguments[k] = new Argument(dnnl.DNNL_ARG_MULTIPLE_SRC + k, in.get(k));
    }
    concat.primitive_desc description =
        new concat.primitive_desc(
            OneDnn.engine(), 1, layouts, forward.program().attributes(), false);
    Tensor out = workspace.take(description.dst_desc(), dims);
    arguments[in.size()] = new Argument(dnnl.DNNL_ARG_DST, out);
    forward.program().add(new concat(description), description, arguments);
    return out;
  }
}
