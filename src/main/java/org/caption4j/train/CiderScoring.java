package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.Hypothesis;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.metric.Candidate;
import org.caption4j.metric.CaptionTokenizer;
import org.caption4j.metric.Evaluator;
import org.caption4j.metric.Metric;
import org.caption4j.tensor.RowLookup;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scores a decoder by the sentences that beam search finds with it: CIDEr-D, as {@code evaluate}
 * computes it.
 *
 * @param vocabulary token ids to words
 * @param tokenizer words to a sentence
 * @param cut makes the tokens that are compared
 */
record CiderScoring(Vocabulary vocabulary, Tokenizer tokenizer, CaptionTokenizer cut) {
  private static final SpecialTokens SPECIAL =
      new SpecialTokens(Vocabulary.START, Vocabulary.END, Vocabulary.UNK);

  /** Photos searched at a time: large products, and little memory. */
  private static final int BATCH = 256;

  /**
   * Describes photos, and scores the descriptions.
   *
   * @param decoder vectors to tokens
   * @param vectors [m, D], of these photos and perhaps of others
   * @param rows for each of the n photos the row of its vector, in [0, m)
   * @param references for each of the n photos what people said, at least one sentence
   * @return CIDEr-D, 0 to 10
   */
  double cider(Decoder decoder, INDArray vectors, int[] rows, List<List<String>> references) {
    List<String> sentences = sentences(decoder, vectors, rows);
    List<Candidate> candidates =
        IntStream.range(0, rows.length)
            .mapToObj(k -> new Candidate(k, sentences.get(k), references.get(k)))
            .toList();
    return new Evaluator(cut).evaluate(candidates).corpus().get(Metric.CIDER).orElseThrow();
  }

  private List<String> sentences(Decoder decoder, INDArray vectors, int[] rows) {
    BeamSearch search = new BeamSearch(decoder, SPECIAL, BeamSettings.STANDARD);
    List<String> sentences = new ArrayList<>();
    for (int from = 0; from < rows.length; from += BATCH) {
      int[] part = IntStream.of(rows).skip(from).limit(BATCH).toArray();
      try (INDArray images =
          Nd4j.createUninitialized(vectors.dataType(), part.length, vectors.size(1))) {
        RowLookup.gather(vectors, part, images);
        search.search(images).stream().map(this::sentence).forEach(sentences::add);
      }
    }
    return sentences;
  }

  private String sentence(List<Hypothesis> best) {
    return tokenizer.join(vocabulary.decode(best.get(0).tokens()));
  }
}
