package org.caption4j.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores captions as the COCO evaluator does: BLEU-1 to BLEU-4, ROUGE-L and CIDEr-D, over all
 * images and for each of them.
 *
 * <p>Every caption is cut once; then words are numbers. Figures are the same, bit for bit, whatever
 * the number of threads, and never NaN: a caption without tokens scores 0 (only ROUGE-L gives it 1
 * where a reference has no tokens either, as the COCO evaluator does), and CIDEr of a single image
 * is 0.
 */
public final class Evaluator {
  private static final List<Metric> BLEU =
      List.of(Metric.BLEU_1, Metric.BLEU_2, Metric.BLEU_3, Metric.BLEU_4);

  private final CaptionTokenizer tokenizer;

  /**
   * Makes an evaluator.
   *
   * @param tokenizer what cuts captions and references
   */
  public Evaluator(CaptionTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Scores captions, on all cores.
   *
   * @param images captions and references of at least one image
   * @return their scores, the images in the order given
   * @throws IllegalArgumentException if there is no image, or one is given twice
   */
  public Evaluation evaluate(List<Candidate> images) {
    return score(TokenizedCorpus.of(images, tokenizer));
  }

  /**
   * Scores captions that are cut already, on all cores.
   *
   * @param corpus captions and references
   * @return their scores, the images in the order of the corpus
   */
  public static Evaluation score(TokenizedCorpus corpus) {
    List<TokenizedCandidate> images = corpus.images();
    NgramIds ids = new NgramIds();
    List<CountedCandidate> counted =
        images.stream().map(image -> CountedCandidate.of(image, ids)).toList();
    CiderD cider = new CiderD(counted, ids.size());
    List<ImageFigures> figures =
        IntStream.range(0, images.size())
            .parallel()
            .mapToObj(i -> ImageFigures.of(images.get(i), counted.get(i), cider))
            .toList();
    Map<Long, Scores> byImage = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      byImage.put(images.get(i).id(), figures.get(i).scores());
    }
    return new Evaluation(ImageFigures.together(figures).scores(), byImage);
  }

  /** What is known of one image, or of all. */
  private record ImageFigures(Bleu bleu, double rougeL, double cider) {
    static ImageFigures of(TokenizedCandidate image, CountedCandidate counted, CiderD cider) {
      return new ImageFigures(
          Bleu.of(counted),
          RougeL.score(image.caption(), image.references()),
          cider.score(counted));
    }

    /** Adds up in the order of the images, so that rounding does not depend on threads. */
    static ImageFigures together(List<ImageFigures> images) {
      List<Bleu> bleus = new ArrayList<>(images.size());
      double rougeL = 0;
      double cider = 0;
      for (ImageFigures image : images) {
        bleus.add(image.bleu);
        rougeL += image.rougeL;
        cider += image.cider;
      }
      return new ImageFigures(Bleu.sum(bleus), rougeL / images.size(), cider / images.size());
    }

    Scores scores() {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      double[] bleus = bleu.scores();
      for (int i = 0; i < bleus.length; i++) {
        values.put(BLEU.get(i), bleus[i]);
      }
      values.put(Metric.ROUGE_L, rougeL);
      values.put(Metric.CIDER, cider);
      return new Scores(values);
    }
  }
}
