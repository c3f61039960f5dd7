package org.caption4j.captioner;

/**
 * A sentence about a photo.
 *
 * @param text the sentence
 * @param logProbability natural logarithm of its probability under the model, given the photo
 */
public record Caption(String text, double logProbability) {}
