package org.caption4j.encoder.onnx;

/** What a name in a graph stands for: numbers known beforehand, or what a photo becomes. */
sealed interface Operand permits Constant, FeatureMap {}
