package org.caption4j.decoder;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Captions of a batch for teacher forcing, packed: a step holds those captions alone that have not
 * ended, so that nothing is padded. B is the batch; T the steps, which is the longest caption and
 * its END; N the tokens of all captions, ENDs counted.
 *
 * @param images [B, D] image vectors, one a caption
 * @param live T numbers: of how many captions, the first ones of the batch, a step is; B at first,
 *     never rising
 * @param inputs N token ids, step after step: START, then the caption
 * @param targets N token ids, step after step: the caption, then END
 */
public record CaptionBatch(INDArray images, int[] live, int[] inputs, int[] targets) {
  /**
   * Returns the order that {@link #of} expects.
   *
   * @param numbers of captions
   * @param captions token ids
   * @return the numbers, that of the longest caption first; of equals, as they came
   */
  public static int[] longestFirst(IntStream numbers, List<int[]> captions) {
    return numbers
        .boxed()
        .sorted(Comparator.comparingInt(k -> -captions.get(k).length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * @param images [B, D]
   * @param captions B captions, one at least, as token ids without START and END, the longest first
   * @param start id of START
   * @param end id of END
   * @return the batch
   * @throws IllegalArgumentException if there are more or fewer images, or the order is another
   */
  public static CaptionBatch of(INDArray images, List<int[]> captions, int start, int end) {
    int size = captions.size();
    if (images.size(0) != size) {
      throw new IllegalArgumentException(
          "expected one image vector a caption, " + size + ", but found " + images.size(0));
    }
    int[] live = new int[captions.get(0).length + 1];
    int tokens = 0;
    for (int b = 0; b < size; b++) {
      int length = captions.get(b).length;
      if (b > 0 && length > captions.get(b - 1).length) {
        throw new IllegalArgumentException(
            "expected the longest captions first but found one of %d tokens behind one of %d"
                .formatted(length, captions.get(b - 1).length));
      }
      for (int t = 0; t <= length; t++) {
        live[t]++;
      }
      tokens += length + 1;
    }
    int[] inputs = new int[tokens];
    int[] targets = new int[tokens];
    int at = 0;
    for (int t = 0; t < live.length; t++) {
      for (int b = 0; b < live[t]; b++) {
        int[] caption = captions.get(b);
        inputs[at] = t == 0 ? start : caption[t - 1];
        targets[at] = t < caption.length ? caption[t] : end;
        at++;
      }
    }
    return new CaptionBatch(images, live, inputs, targets);
  }

  /**
   * @return B
   */
  public int size() {
    return live[0];
  }

  /**
   * @return T
   */
  public int steps() {
    return live.length;
  }

  /**
   * @return N
   */
  public int tokens() {
    return targets.length;
  }
}
