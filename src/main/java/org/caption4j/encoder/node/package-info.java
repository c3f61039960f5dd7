/**
 * The steps that networks are made of: small records that know their weights, the shape of what
 * comes out, and how to compute it.
 */
package org.caption4j.encoder.node;
