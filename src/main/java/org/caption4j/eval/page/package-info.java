/**
 * A page on which captions are looked at beside their photos: one HTML file that needs no other, no
 * server and no network.
 *
 * <p>A {@code Template} is HTML with named slots. Photos go into it as blocks of JSON and base64
 * that no browser runs ({@code PhotoBlocks}); {@code cards.js} makes cards of them as somebody
 * scrolls. Nothing here depends on scores but {@link org.caption4j.eval.page.EvaluationPage}, its
 * template and {@code evaluation.js}.
 */
package org.caption4j.eval.page;
