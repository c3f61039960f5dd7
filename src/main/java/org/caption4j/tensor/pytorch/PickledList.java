package org.caption4j.tensor.pytorch;

import java.util.ArrayList;

/** A list; a class of its own, since the library's stack hands out other lists too. */
final class PickledList extends ArrayList<Object> {
  private static final long serialVersionUID = 1L;
}
