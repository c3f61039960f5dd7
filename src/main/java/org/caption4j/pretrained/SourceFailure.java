package org.caption4j.pretrained;

import java.io.IOException;

/** One source will not do, however often it is asked; another may. The message is the reason. */
final class SourceFailure extends IOException {
  private static final long serialVersionUID = 1L;

  SourceFailure(String reason) {
    super(reason);
  }

  SourceFailure(String reason, Throwable cause) {
    super(reason, cause);
  }
}
