/**
 * Encoder, decoder and vocabulary together: a photo in, a sentence out; and how they lie on disk as
 * one model.
 */
package org.caption4j.captioner;
