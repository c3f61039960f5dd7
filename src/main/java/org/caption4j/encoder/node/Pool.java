package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes one number of all those under a window, channel by channel.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param kind which number
 * @param window how the window slides
 * @param p the norm's order, for {@link Kind#NORM}
 * @param countsPadding whether padding counts in an average
 */
public record Pool(
    String name, String input, Kind kind, Window window, int p, boolean countsPadding)
    implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Pool(name, others.get(0), kind, window, p, countsPadding);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return Node.under(this, window, shapes.get(0), shapes.get(0)[shapes.get(0).length - 1]);
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    kind.run(arrays.get(0), window, p, countsPadding, out);
  }

  /** Which number stands for many. */
  public enum Kind {
    MAX,
    AVERAGE,
    SUM,
    NORM;

    void run(INDArray in, Window window, int p, boolean countsPadding, INDArray out) {
      switch (this) {
        case MAX -> ImageOps.maxPool(in, window, out);
        case AVERAGE -> ImageOps.averagePool(in, window, countsPadding, out);
        case NORM -> ImageOps.normPool(in, window, p, out);
        case SUM -> {
          ImageOps.averagePool(in, window, true, out);
          ImageOps.scale(out, (double) window.kernelHeight() * window.kernelWidth(), 0, out);
        }
      }
    }
  }
}
