/**
 * Networks in ONNX files. Those whose operators are known here are translated, node by node, into
 * {@link org.caption4j.encoder.Network}s; ONNX Runtime runs all others.
 *
 * <p>The only package that knows ONNX Runtime and the form of ONNX files.
 */
package org.caption4j.encoder.onnx;
