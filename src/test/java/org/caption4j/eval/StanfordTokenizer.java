package org.caption4j.eval;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The field's own tokenizer, called as its evaluator calls it, a caption at a time. */
final class StanfordTokenizer implements CaptionTokenizer {
  private static final Set<String> REMOVED =
      Set.of(
          "''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-",
          "--", "...", ";");

  @Override
  public List<String> tokens(String caption) {
    // the end of the line, which the original sees behind every caption
    StringReader line = new StringReader(caption.replace('\n', ' ') + '\n');
    PTBTokenizer<Word> words = new PTBTokenizer<>(line, new WordTokenFactory(), "tokenizeNLs=true");
    List<String> tokens = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next().word();
      if (!word.equals(PTBTokenizer.getNewlineToken())) {
        tokens.add(word.toLowerCase(Locale.ENGLISH));
      }
    }
    tokens.removeIf(REMOVED::contains);
    return tokens;
  }
}
