package org.caption4j.metric;

/** What captions are scored by; the names are those of the COCO evaluator. */
public enum Metric {
  /** Precision of single words. */
  BLEU_1("Bleu_1"),
  /** The same up to pairs of words. */
  BLEU_2("Bleu_2"),
  /** The same up to three words in a row. */
  BLEU_3("Bleu_3"),
  /** The same up to four words in a row. */
  BLEU_4("Bleu_4"),
  /** Matches of stems, synonyms and paraphrases, by the authors' program. */
  METEOR("METEOR"),
  /** Longest common subsequence. */
  ROUGE_L("ROUGE_L"),
  /** Agreement in the n-grams that tell this image from others. */
  CIDER("CIDEr"),
  /** Agreement in objects, attributes and relations, by the authors' program. */
  SPICE("SPICE");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** Returns the name in tables and files, such as {@code Bleu_4}. */
  public String label() {
    return label;
  }
}
