/**
 * Descriptions of photos as XMP (ISO 16684-1), in sidecar files and inside photos.
 *
 * <p>{@link org.caption4j.metadata.XmpPacket} holds the properties, {@link
 * org.caption4j.metadata.EmbeddedXmp} finds and replaces a packet in a JPEG, PNG or WebP without
 * touching its picture.
 */
package org.caption4j.metadata;
