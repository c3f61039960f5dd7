package org.caption4j.encoder.onnx;

import java.util.HashMap;
import java.util.Map;

/** The operators known here. */
final class Translators {
  private static final Map<String, Translator> ALL = new HashMap<>();

  static {
    ActivationTranslators.register(ALL);
    ArithmeticTranslators.register(ALL);
    ConvolutionTranslators.register(ALL);
    DenseTranslators.register(ALL);
    PoolingTranslators.register(ALL);
    ShapeTranslators.register(ALL);
  }

  private Translators() {}

  static Translator of(OnnxNode node) throws UnsupportedGraphException {
    Translator translator = ALL.get(node.operator());
    if (translator == null) {
      throw node.unsupported("this operator is not supported");
    }
    return translator;
  }
}
