/**
 * Pretrained weights that really arrive.
 *
 * <p>{@link org.caption4j.pretrained.Pretrained} is the door: it finds weights in the cache, or
 * fetches them from the addresses of the {@link org.caption4j.pretrained.Catalogue}, or takes a
 * file that the user has already. A fetched file passes its checksum before anything reads it; then
 * it is converted once, to safetensors, and moved into the {@link
 * org.caption4j.pretrained.WeightsCache} in one step, so that a half-written set is never seen. Two
 * processes that want the same weights fetch them once.
 *
 * <p>A set of published numbers has an identity, such as {@code vgg16-keras}. The same network
 * trained by somebody else is another identity, because a decoder trained on one does not
 * understand the other.
 *
 * <p>What a file says about a network's layers is not known here; a {@link
 * org.caption4j.pretrained.WeightsConverter} is passed in.
 */
package org.caption4j.pretrained;
