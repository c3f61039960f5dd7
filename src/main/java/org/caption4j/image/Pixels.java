package org.caption4j.image;

/**
 * Decoded pixels that are not a {@link Photo} yet: not turned upright.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code [height][width][3]}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Pixels(int width, int height, byte[] rgb) {}
