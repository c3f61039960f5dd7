package org.caption4j.tensor.pytorch;

/**
 * A storage of the file, or a part of one, as a pickle refers to it.
 *
 * @param type what numbers it holds
 * @param key the storage's key in the file
 * @param numbers the numbers in the whole storage
 * @param begin the first number of the part
 * @param length the numbers in the part
 */
record StoragePart(StorageClass type, String key, long numbers, long begin, long length) {}
