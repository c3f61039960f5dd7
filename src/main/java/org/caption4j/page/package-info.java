/**
 * Pages on which captions are looked at beside their photos: HTML files that need no other, no
 * server and no network.
 *
 * <p>A {@link org.caption4j.page.Page} is a template with named slots, which {@link
 * org.caption4j.page.Part}s fill. Photos go into it as blocks of JSON and base64 that no browser
 * runs ({@link org.caption4j.page.PhotoBlocks}); {@code cards.js} makes cards of them as somebody
 * scrolls. A {@link org.caption4j.page.Gallery} is any number of such pages. Nothing here knows of
 * scores: a page that shows them adds them by a script of its own.
 */
package org.caption4j.page;
