package org.caption4j.metric;

import java.util.List;
import java.util.Set;
import org.caption4j.metric.ptb.PennTreebankTokenizer;

/**
 * English as the COCO evaluator compares it: tokens of the Penn Treebank without punctuation.
 *
 * <p>The tokens are those of {@link PennTreebankTokenizer}; these marks are removed: <code>
 * '' ' `` ` -LRB- -RRB- -LCB- -RCB- . ? ! , : - -- ... ;</code>. The evaluator's list names
 * brackets in capitals, though tokens are in lower case by then, so brackets stay; so they do here.
 * A line feed counts as a blank.
 */
public final class EnglishTokenizer implements CaptionTokenizer {
  private static final Set<String> REMOVED =
      Set.of(
          "''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-",
          "--", "...", ";");

  private final PennTreebankTokenizer tokenizer = new PennTreebankTokenizer();

  @Override
  public List<String> tokens(String caption) {
    return tokens(caption, "");
  }

  /**
   * As the evaluator does, which hands the tokenizer one text, a caption a line: whether a last
   * {@code p.} keeps its full stop may depend on what the next caption begins with.
   */
  @Override
  public List<String> tokens(String caption, String next) {
    List<String> tokens = tokenizer.tokens(oneLine(caption), oneLine(next));
    tokens.removeIf(REMOVED::contains);
    return tokens;
  }

  private static String oneLine(String caption) {
    return caption.replace('\n', ' ');
  }
}
