/**
 * Photos as files, as pixels and as numbers.
 *
 * <p>{@link org.caption4j.image.PhotoReader} turns a file into a {@link org.caption4j.image.Photo}:
 * upright 8-bit RGB pixels, whatever the file's format, colour model or EXIF orientation. {@link
 * org.caption4j.image.Preprocessing} turns a photo into the {@code float[3][height][width]} that a
 * network was trained on; it is data, kept beside the network's weights as JSON.
 *
 * <p>Reading goes through small steps, each of which can be read alone: the content names the
 * {@code Format}; the format's {@code Structure} walks the file from end to end, so that a
 * truncated one is told apart from a whole one (the decoders underneath draw grey and say nothing)
 * and its size is known before any memory is taken for it; a {@code Decoder} makes RGB pixels; the
 * {@code Orientation} turns them upright, exactly once.
 */
package org.caption4j.image;
