package org.caption4j.tensor.pytorch;

import java.util.Map;

/**
 * What one pickle says.
 *
 * @param object texts, numbers, {@link PickledDict}, {@link PickledList}, {@link StoredTensor},
 *     tuples as {@code Object[]}; it may contain itself
 * @param storages the whole storages that it refers to, by key
 */
record Pickle(Object object, Map<String, StoragePart> storages) {}
