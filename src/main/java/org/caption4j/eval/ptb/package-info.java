/**
 * Penn Treebank tokens as the field's evaluator counts them.
 *
 * <p>{@link org.caption4j.eval.ptb.PennTreebankTokenizer} scans a line once. Each family of rules (
 * words, abbreviations, numbers, web names, marks) offers what it would take from where the scanner
 * stands, {@code Longest} keeps the longest offer, and among equals the first.
 */
package org.caption4j.eval.ptb;
