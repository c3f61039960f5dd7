package org.caption4j.decoder;

/**
 * Ids of the tokens that are no words.
 *
 * @param start fed at the first step
 * @param end ends a sentence
 * @param unknown stands for every rare word; never spoken
 */
public record SpecialTokens(int start, int end, int unknown) {}
