package org.caption4j.metric;

import java.util.List;

/**
 * A candidate whose tokens are numbers.
 *
 * @param id the image's number in its data set
 * @param caption the caption's tokens
 * @param references the tokens of each reference
 */
record TokenizedCandidate(long id, int[] caption, List<int[]> references) {}
