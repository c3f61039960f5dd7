/**
 * Networks of others in ONNX, run by ONNX Runtime.
 *
 * <p>The only package that knows ONNX Runtime.
 */
package org.caption4j.encoder.onnx;
