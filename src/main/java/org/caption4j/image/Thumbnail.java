package org.caption4j.image;

/**
 * A photo made small.
 *
 * @param width in pixels
 * @param height in pixels
 * @param jpeg a whole JPEG file; not copied, so nobody may change it afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Thumbnail(int width, int height, byte[] jpeg) {}
