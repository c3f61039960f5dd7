package org.caption4j.train;

import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.tensor.RowLookup;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of captions of photos, and its gradient by the weights of both networks: that of the
 * decoder, and through {@code W_ih} that of the encoder.
 *
 * <p>Captions of one photo share its vector; their gradients by it add up.
 */
final class JointGradient {
  private final EncoderGradient encoder;
  private final TeacherForcing forcing;

  /**
   * @param encoder photos to vectors; its weights' gradient is written where it was told to
   * @param decoder vectors to captions, of the same type of numbers
   * @param labelSmoothing of the loss
   */
  JointGradient(EncoderGradient encoder, Decoder decoder, double labelSmoothing) {
    this.encoder = encoder;
    this.forcing = new TeacherForcing(decoder, labelSmoothing);
  }

  /**
   * The loss and the gradients of its mean.
   *
   * @param photos [n, c, h, w]
   * @param captions token ids without START and END
   * @param rows for each caption its photo, in [0, n)
   * @param dropout rates
   * @param seed picks the dropout masks and the residual branches that are left out
   * @param gradient overwritten with the gradient by the decoder's parameters
   * @return summed loss of the tokens, END counted, in nats
   */
  double gradient(
      INDArray photos,
      List<int[]> captions,
      int[] rows,
      DropoutRates dropout,
      long seed,
      Parameters gradient) {
    int[] order = CaptionBatch.longestFirst(IntStream.range(0, rows.length), captions);
    int[] photoRows = IntStream.of(order).map(k -> rows[k]).toArray();
    List<int[]> longestFirst = IntStream.of(order).mapToObj(captions::get).toList();
    INDArray vectors = encoder.forward(photos, seed);
    long dimension = vectors.size(1);
    try (INDArray images = Nd4j.createUninitialized(vectors.dataType(), rows.length, dimension);
        INDArray imageGradient =
            Nd4j.createUninitialized(vectors.dataType(), rows.length, dimension);
        INDArray vectorGradient = Nd4j.zeros(vectors.dataType(), photos.size(0), dimension)) {
      RowLookup.gather(vectors, photoRows, images);
      CaptionBatch batch = CaptionBatch.of(images, longestFirst, Vocabulary.START, Vocabulary.END);
      double loss = forcing.gradient(batch, dropout, seed, gradient, imageGradient);
      RowLookup.scatterAdd(vectorGradient, photoRows, imageGradient);
      encoder.backward(vectorGradient);
      return loss;
    }
  }
}
