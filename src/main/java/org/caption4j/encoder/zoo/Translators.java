package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Who translates which kind of layer or vertex: exactly these, none by likeness. */
final class Translators {
  private static final Map<Class<?>, Translator> ALL = all();

  private Translators() {}

  /** Adds a step's nodes to a translation. */
  interface Translator {
    void translate(Step step, Translation to) throws IOException;
  }

  /** Adds the nodes of one kind of step. */
  interface Typed<T> {
    void translate(T part, Step step, Translation to) throws IOException;
  }

  /** The translators as they are gathered. */
  static final class Registry {
    private final Map<Class<?>, Translator> translators = new HashMap<>();

    <T> void put(Class<T> kind, Typed<T> translator) {
      translators.put(kind, (step, to) -> translator.translate(kind.cast(step.part()), step, to));
    }
  }

  private static Map<Class<?>, Translator> all() {
    Registry registry = new Registry();
    ConvolutionTranslators.register(registry);
    DenseTranslators.register(registry);
    PoolingTranslators.register(registry);
    NormalisationTranslators.register(registry);
    ShapeTranslators.register(registry);
    VertexTranslators.register(registry);
    return Map.copyOf(registry.translators);
  }

  static Translator find(Step step) {
    Translator translator = ALL.get(step.part().getClass());
    if (translator == null) {
      throw new UnsupportedLayerException(step.name(), step.part());
    }
    return translator;
  }
}
