package org.caption4j.encoder.onnx;

import java.io.IOException;
import org.caption4j.encoder.FileFingerprint;
import org.caption4j.image.Preprocessing;

/**
 * Which output of which network is a photo's vector. The same file gives the same name and
 * fingerprint whatever runs it, so that a decoder finds its encoder.
 *
 * @param output the output's name
 * @param preprocessing how a photo becomes the network's input
 * @param fingerprint differs where the output, the files' contents or the preprocessing differ
 */
record OnnxVector(String output, Preprocessing preprocessing, String fingerprint) {
  /**
   * @param file the network
   * @throws IOException if it cannot be read
   */
  static OnnxVector of(OnnxFile file, String output, Preprocessing preprocessing)
      throws IOException {
    return new OnnxVector(
        output,
        preprocessing,
        FileFingerprint.of(name(output), file.contents(), preprocessing.fingerprint()));
  }

  /** Returns the encoder's name. */
  String name() {
    return name(output);
  }

  private static String name(String output) {
    return OnnxEncoders.NAME + "#" + output;
  }
}
