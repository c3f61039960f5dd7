/**
 * Penn Treebank tokens as the field's evaluator counts them.
 *
 * <p>{@link org.caption4j.metric.ptb.PennTreebankTokenizer} goes along a line once. From where it
 * stands, each family of rules, such as words, abbreviations, numbers, web names or marks, offers
 * what it would take; {@code Longest} keeps the longest offer, and among equals the first. What the
 * rules are was learned from the other program's answers; tests ask it still.
 */
package org.caption4j.metric.ptb;
