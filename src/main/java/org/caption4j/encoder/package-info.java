/**
 * Photo to vector: networks as flat lists of nodes, where their weights come from, and what they
 * are for the rest of the program, an {@link org.caption4j.encoder.Encoder}.
 */
package org.caption4j.encoder;
