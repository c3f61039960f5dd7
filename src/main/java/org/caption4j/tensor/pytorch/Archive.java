package org.caption4j.tensor.pytorch;

import java.util.Map;
import org.caption4j.BadInputException;

/**
 * What both forms of the file come to.
 *
 * @param object the object that was saved
 * @param storages the storages of these keys
 */
record Archive(Object object, Map<String, Storage> storages) {
  /**
   * Finds the bytes from a tensor's first number to its last.
   *
   * @param where the beginning of messages
   * @throws BadInputException if they are not all in the tensor's part of its storage
   */
  Extent extent(String where, StoredTensor tensor) throws BadInputException {
    StoragePart part = tensor.storage();
    Storage storage = storages.get(part.key());
    if (storage == null) {
      throw new BadInputException(
          where + "its storage '" + Kind.brief(part.key()) + "' is missing in the file");
    }
    if (part.begin() < 0
        || part.length() < 0
        || part.length() > part.numbers()
        || part.begin() > part.numbers() - part.length()) {
      throw new BadInputException(
          "%sexpected a part of a storage of %d numbers, found %d from %d"
              .formatted(where, part.numbers(), part.length(), part.begin()));
    }
    long span = span(where, tensor);
    if (tensor.offset() < 0
        || tensor.offset() > part.length()
        || span > part.length() - tensor.offset()) {
      throw new BadInputException(
          "%sexpected shape %s, strides %s from %d in a storage of %d numbers, found it too small"
              .formatted(where, tensor.shape(), tensor.strides(), tensor.offset(), part.length()));
    }
    int bytes = part.type().bytes();
    long begin = storage.extent().begin() + (part.begin() + tensor.offset()) * bytes;
    return new Extent(begin, begin + span * bytes);
  }

  private static long span(String where, StoredTensor tensor) throws BadInputException {
    boolean natural = tensor.shape().size() == tensor.strides().size();
    for (int i = 0; natural && i < tensor.shape().size(); i++) {
      natural = tensor.shape().get(i) >= 0 && tensor.strides().get(i) >= 0;
    }
    if (!natural) {
      throw new BadInputException(
          "%sexpected a shape and as many strides, from 0 up, found %s and %s"
              .formatted(where, tensor.shape(), tensor.strides()));
    }
    try {
      return tensor.span();
    } catch (ArithmeticException e) {
      throw new BadInputException(
          "%sexpected a shape and strides that fit a file, found %s and %s"
              .formatted(where, tensor.shape(), tensor.strides()),
          e);
    }
  }
}
