package org.caption4j.decoder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The trainable numbers of a decoder, or one number for each of them (a gradient, a moment): named
 * matrices that are views of one flat vector, so that an optimiser sees a vector and the equations
 * see matrices.
 */
public final class Parameters {
  /** Token embedding [V, E]. */
  public static final String EMBEDDING = "embedding.weight";

  /** {@code W_x} [E, G*H]. */
  public static final String INPUT = "cell.W_x";

  /** {@code W_h} [H, G*H]. */
  public static final String RECURRENT = "cell.W_h";

  /** {@code W_ih} [D, G*H]: the image enters here, at the first step. */
  public static final String IMAGE = "cell.W_ih";

  /** {@code b} [1, G*H]. */
  public static final String BIAS = "cell.b";

  /** {@code V} [H, V]. */
  public static final String OUTPUT = "output.weight";

  /** {@code b_V} [1, V]. */
  public static final String OUTPUT_BIAS = "output.bias";

  /** Each matrix begins at a multiple of this many values, which is a cache line of floats. */
  private static final int ALIGNMENT = 16;

  /** Random numbers that are drawn at a time. */
  private static final int CHUNK = 1 << 20;

  private final INDArray flat;
  private final Map<String, INDArray> views;

  private Parameters(INDArray flat, Map<String, INDArray> views) {
    this.flat = flat;
    this.views = Collections.unmodifiableMap(views);
  }

  /**
   * @param config sizes
   * @param type FLOAT, or DOUBLE to check gradients
   * @return zeros
   */
  public static Parameters zeros(DecoderConfig config, DataType type) {
    Map<String, long[]> shapes = shapes(config);
    long length = 0;
    for (long[] shape : shapes.values()) {
      length += aligned(shape[0] * shape[1]);
    }
    INDArray flat = Nd4j.zeros(type, length);
    Map<String, INDArray> views = new LinkedHashMap<>();
    long from = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long[] shape = entry.getValue();
      long size = shape[0] * shape[1];
      views.put(
          entry.getKey(), flat.get(NDArrayIndex.interval(from, from + size)).reshape('c', shape));
      from += aligned(size);
    }
    return new Parameters(flat, views);
  }

  /**
   * Starting values: uniform with variance 1/inputs, so that pre-activations start at unit scale
   * (Glorot and Bengio 2010), the embedding at unit scale over its length, biases as the cell asks.
   *
   * @param config sizes
   * @param type FLOAT or DOUBLE
   * @param imageScale root mean square of the image vectors' components; {@code W_ih} is divided by
   *     it, so that a network with large activations does not saturate the first step
   * @param seed the same seed gives the same values
   */
  public static Parameters random(
      DecoderConfig config, DataType type, double imageScale, long seed) {
    Parameters parameters = zeros(config, type);
    SplittableRandom random = new SplittableRandom(seed);
    uniform(parameters.get(EMBEDDING), 1.0 / config.embeddingSize(), random);
    uniform(parameters.get(INPUT), 1.0, random);
    uniform(parameters.get(RECURRENT), 1.0 / config.hiddenSize(), random);
    uniform(parameters.get(IMAGE), 1.0 / (config.imageSize() * imageScale * imageScale), random);
    uniform(parameters.get(OUTPUT), 1.0 / config.hiddenSize(), random);
    RecurrentCell cell = config.cell().cell();
    INDArray bias = parameters.get(BIAS);
    long size = config.hiddenSize();
    for (int gate = 0; gate < cell.gates(); gate++) {
      bias.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * size, (gate + 1) * size))
          .assign(cell.initialBias(gate));
    }
    return parameters;
  }

  /** Returns a copy of these values. */
  public Parameters copy(DecoderConfig config) {
    Parameters copy = zeros(config, flat.dataType());
    copy.flat.assign(flat);
    return copy;
  }

  /**
   * @param config sizes
   * @return the matrices' names and shapes, in the order in which they lie in the flat vector
   */
  public static Map<String, long[]> shapes(DecoderConfig config) {
    long gates = (long) config.cell().cell().gates() * config.hiddenSize();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, new long[] {config.vocabularySize(), config.embeddingSize()});
    shapes.put(INPUT, new long[] {config.embeddingSize(), gates});
    shapes.put(RECURRENT, new long[] {config.hiddenSize(), gates});
    shapes.put(IMAGE, new long[] {config.imageSize(), gates});
    shapes.put(BIAS, new long[] {1, gates});
    shapes.put(OUTPUT, new long[] {config.hiddenSize(), config.vocabularySize()});
    shapes.put(OUTPUT_BIAS, new long[] {1, config.vocabularySize()});
    return shapes;
  }

  /**
   * @return all values as one vector [n]; a view, not a copy; padding between the matrices is zero
   */
  public INDArray flat() {
    return flat;
  }

  /**
   * @param name one of the constants of this class
   * @return the matrix; a view, not a copy
   */
  public INDArray get(String name) {
    return views.get(name);
  }

  /**
   * @return the matrices by name, in the order of {@link #shapes}
   */
  public Map<String, INDArray> views() {
    return views;
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static void uniform(INDArray target, double variance, SplittableRandom random) {
    double bound = Math.sqrt(3 * variance);
    // As a vector: rows of a matrix that is a view are empty to ND4J 1.0.0-M2.1 in some places.
    INDArray all = target.reshape(target.length());
    for (long from = 0; from < all.length(); from += CHUNK) {
      long to = Math.min(all.length(), from + CHUNK);
      double[] values = new double[Math.toIntExact(to - from)];
      for (int k = 0; k < values.length; k++) {
        values[k] = random.nextDouble(-bound, bound);
      }
      try (INDArray drawn = Nd4j.createFromArray(values)) {
        all.get(NDArrayIndex.interval(from, to)).assign(drawn);
      }
    }
  }
}
