package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is learned in a step: 128 captions of up to 20 steps, END counted, by an LSTM of 512 units
 * that reads embeddings of 512 and speaks 3,000 tokens.
 *
 * @param config the decoder's sizes
 * @param start its parameters before the step, where {@code W_ih} equals {@code W_h}: an image
 *     vector then does to the first step what an initial hidden state does, which is how PyTorch is
 *     shown it
 * @param batch the captions
 */
record TrainingTask(DecoderConfig config, Parameters start, CaptionBatch batch) {
  static final int BATCH = 128;
  static final int STEPS = 20;
  static final int UNITS = 512;
  static final int VOCABULARY = 3000;
  static final double RATE = 1e-3;

  private static final int START = 0;
  private static final int END = 1;
  private static final int SHORTEST = 8;

  /** Makes captions and parameters from a seed. */
  static TrainingTask random() {
    DecoderConfig config = new DecoderConfig(CellType.LSTM, VOCABULARY, UNITS, UNITS, UNITS);
    Parameters start = Parameters.random(config, DataType.FLOAT, 1, 1);
    start.get(Parameters.IMAGE).assign(start.get(Parameters.RECURRENT));
    List<int[]> captions = new ArrayList<>();
    Random random = new Random(1);
    for (int k = 0; k < BATCH; k++) {
      int words = k == 0 ? STEPS - 1 : random.nextInt(SHORTEST, STEPS);
      captions.add(random.ints(words, END + 1, VOCABULARY).toArray());
    }
    captions.sort(Comparator.comparingInt(caption -> -caption.length));
    Nd4j.getRandom().setSeed(1);
    CaptionBatch batch =
        CaptionBatch.of(Nd4j.rand(DataType.FLOAT, BATCH, UNITS), captions, START, END);
    return new TrainingTask(config, start, batch);
  }

  /** Returns the multiplications and additions of the step's products, forwards and back. */
  double operations() {
    return 3 * 2.0 * batch.tokens() * UNITS * (4.0 * UNITS * 2 + VOCABULARY);
  }
}
