package org.caption4j.tensor.pytorch;

/**
 * A storage in the file.
 *
 * @param extent where it lies, checked to lie in the file
 * @param crc the CRC-32 of its bytes, or 0 where none is known: the older form has none, and newer
 *     versions of PyTorch write 0 where they are asked to save the time
 */
record Storage(Extent extent, int crc) {}
