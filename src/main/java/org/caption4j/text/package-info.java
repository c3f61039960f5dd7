/**
 * Sentences as tokens and tokens as numbers.
 *
 * <p>A {@link org.caption4j.text.Tokenizer} cuts a caption into tokens and puts tokens back into a
 * sentence; a {@link org.caption4j.text.Vocabulary} numbers them.
 */
package org.caption4j.text;
