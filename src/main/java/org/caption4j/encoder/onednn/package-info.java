/**
 * Networks as primitives of oneDNN: for inference with packed weights and fused activations, and
 * for training with gradients. Nodes without a primitive run in ND4J.
 *
 * <p>The only package that knows oneDNN's classes.
 */
package org.caption4j.encoder.onednn;
