package org.caption4j.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Node;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What makes a student's vectors comparable with its teacher's opinions: a matrix to the features,
 * and one to the logits if there are any. They stand side by side: both read the vector.
 *
 * @param network of one or two matrices
 */
record HeadNetwork(Network network) {
  static final String FEATURES = "features";
  static final String LOGITS = "logits";
  private static final String INPUT = "vector";

  /**
   * @param source {@code features/W} [d, m], {@code features/b} [m], and {@code logits} likewise
   * @param dimension d of the student's vectors
   * @param teacher what it says
   * @throws org.caption4j.BadInputException if a weight is missing or misshapen
   */
  static HeadNetwork of(WeightSource source, int dimension, Teacher teacher) throws IOException {
    List<Node> nodes = new ArrayList<>();
    nodes.add(dense(FEATURES, dimension, teacher.featureDimension(), source));
    if (teacher.classCount() > 0) {
      nodes.add(dense(LOGITS, dimension, teacher.classCount(), source));
    }
    return new HeadNetwork(new Network(INPUT, nodes, FEATURES));
  }

  private static Dense dense(String name, int in, int out, WeightSource source) throws IOException {
    return new Dense(name, INPUT, source.get(name, "W", in, out), source.get(name, "b", out));
  }

  /** The matrices: to the features, and to the logits if there are any. */
  List<Dense> layers() {
    return network.nodes().stream().map(Dense.class::cast).toList();
  }

  /**
   * Says what the teacher would say.
   *
   * @param vectors [n, d]
   */
  Opinions opinions(INDArray vectors) {
    float[][] said = {{}, {}};
    List<Dense> layers = layers();
    for (int k = 0; k < layers.size(); k++) {
      Dense layer = layers.get(k);
      long length = layer.weights().size(1);
      try (INDArray out =
          Nd4j.createUninitializedDetached(DataType.FLOAT, vectors.size(0), length)) {
        layer.run(List.of(vectors), out);
        said[k] = out.data().asFloat();
      }
    }
    return new Opinions(said[0], said[1]);
  }
}
