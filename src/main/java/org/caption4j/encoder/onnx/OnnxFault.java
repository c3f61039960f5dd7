package org.caption4j.encoder.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Pattern;

/** What ONNX Runtime complains of, in a line. */
final class OnnxFault {
  private static final Pattern PREFIX =
      Pattern.compile("^Error code - \\w+ - message: *(Exception during initialization: *)?");

  /** Longer complaints list the runtime's own sources and nodes. */
  private static final int LONGEST = 300;

  private OnnxFault() {}

  static String line(OrtException fault) {
    String text = PREFIX.matcher(String.valueOf(fault.getMessage())).replaceFirst("").strip();
    String line = text.lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
