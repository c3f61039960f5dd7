package org.caption4j.decoder;

/**
 * A sentence that the decoder proposes.
 *
 * @param tokens ids of its words, without START and END
 * @param logProbability natural logarithm of its probability given the image, END included where it
 *     was said
 * @param complete whether END was said; a sentence cut at the maximum length is not complete
 * @param score what hypotheses are ranked by: the log-probability, or that over the length penalty
 */
public record Hypothesis(int[] tokens, double logProbability, boolean complete, double score) {}
