package org.caption4j.encoder;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights that remember what a network asked for, and so which there are. */
public final class RecordedWeights implements WeightSource {
  private final WeightSource source;
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();

  /**
   * @param source gives the weights; closed with these
   */
  public RecordedWeights(WeightSource source) {
    this.source = source;
  }

  /**
   * Returns what was asked for, in that order, as {@code layer/parameter}: the names of {@link
   * TensorLayout#asLayers}. Unmodifiable; valid until {@link #close}.
   */
  public Map<String, INDArray> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws IOException {
    INDArray value = source.get(layer, parameter, shape);
    parameters.put(layer + "/" + parameter, value);
    return value;
  }

  @Override
  public boolean has(String layer, String parameter) {
    return source.has(layer, parameter);
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }

  @Override
  public void close() {
    source.close();
  }
}
