/**
 * Weights that Keras wrote: HDF5 files in its layout of layers.
 *
 * <p>The HDF5 format itself is read by a library; what layers, weights and damaged files are is
 * known here.
 */
package org.caption4j.tensor.keras;
