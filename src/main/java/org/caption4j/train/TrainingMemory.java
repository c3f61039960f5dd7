package org.caption4j.train;

import org.caption4j.BadInputException;
import org.caption4j.MemoryOfMachine;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;

/**
 * The memory that training a decoder takes, known before any of it is taken.
 *
 * @param parameters of the decoder
 * @param batch captions a step
 * @param numbersAToken that a step keeps for each token
 */
record TrainingMemory(long parameters, int batch, long numbersAToken) {
  /** Of the parameters: themselves, their average, their gradient and two moments. */
  private static final int COPIES = 5;

  /** Tokens of a longer caption than most. */
  private static final int TOKENS = 25;

  private static final long MEGABYTE = 1 << 20;

  static TrainingMemory of(DecoderConfig config, int batch) {
    long parameters =
        Parameters.shapes(config).values().stream()
            .mapToLong(shape -> Math.multiplyExact(shape[0], shape[1]))
            .reduce(0, Math::addExact);
    long gates = Parameters.shapes(config).get(Parameters.BIAS)[1];
    long numbers =
        config.embeddingSize() + gates + 3L * config.hiddenSize() + config.vocabularySize();
    return new TrainingMemory(parameters, batch, numbers);
  }

  long bytes() {
    return Float.BYTES * (COPIES * parameters + (long) batch * TOKENS * numbersAToken);
  }

  /**
   * Refuses what this machine, or the container, has no memory for.
   *
   * @throws BadInputException if it has not; the message says how much is needed
   */
  void require() throws BadInputException {
    long there = MemoryOfMachine.here().total();
    if (bytes() > there) {
      throw new BadInputException(
          "a decoder of %,d parameters in steps of %,d captions: needs about %,d MB to be trained, found %,d MB in this machine; choose a smaller --hidden, --embedding or --batch, or a larger --min-count"
              .formatted(parameters, batch, bytes() / MEGABYTE, there / MEGABYTE));
    }
  }
}
