package org.caption4j.page;

/**
 * Something to know about what a page shows.
 *
 * @param label such as {@code Tokenizer}
 * @param value such as {@code PTB}
 */
public record Fact(String label, String value) {}
