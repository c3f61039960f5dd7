package org.caption4j.decoder;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Captions of a batch for teacher forcing, padded to the longest. B is the batch, T the steps,
 * which is the longest caption and its END.
 *
 * @param images [B, D] image vectors, one a caption
 * @param steps T
 * @param inputs T*B token ids, time-major ({@code inputs[t*B + b]}): START, then the caption;
 *     padding repeats START
 * @param targets T*B token ids, time-major: the caption, then END; {@link #NO_TARGET} where a
 *     caption has ended
 */
public record CaptionBatch(INDArray images, int steps, int[] inputs, int[] targets) {
  /** Stands where a step does not count. */
  public static final int NO_TARGET = -1;

  /**
   * @param images [B, D]
   * @param captions B captions as token ids, without START and END
   * @param start id of START
   * @param end id of END
   * @return the batch
   */
  public static CaptionBatch of(INDArray images, List<int[]> captions, int start, int end) {
    int size = captions.size();
    if (images.size(0) != size) {
      throw new IllegalArgumentException(
          "expected one image vector a caption, " + size + ", but found " + images.size(0));
    }
    int steps = 1 + captions.stream().mapToInt(c -> c.length).max().orElse(0);
    int[] inputs = new int[steps * size];
    int[] targets = new int[steps * size];
    for (int b = 0; b < size; b++) {
      int[] caption = captions.get(b);
      for (int t = 0; t < steps; t++) {
        int at = t * size + b;
        inputs[at] = t == 0 || t > caption.length ? start : caption[t - 1];
        targets[at] = t < caption.length ? caption[t] : t == caption.length ? end : NO_TARGET;
      }
    }
    return new CaptionBatch(images, steps, inputs, targets);
  }

  /**
   * @return B
   */
  public int size() {
    return inputs.length / steps;
  }

  /**
   * @return how many targets count
   */
  public int targetCount() {
    int count = 0;
    for (int target : targets) {
      count += target == NO_TARGET ? 0 : 1;
    }
    return count;
  }
}
