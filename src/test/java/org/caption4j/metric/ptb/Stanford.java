package org.caption4j.metric.ptb;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Stanford's tokenizer, as its program runs it with {@code -preserveLines -lowerCase}. */
final class Stanford {
  private static final String NEWLINE = PTBTokenizer.getNewlineToken();

  private Stanford() {}

  /** Cuts one caption, whatever breaks lines in it. */
  static List<String> tokens(String caption) {
    List<String> tokens = read(caption + "\n");
    tokens.removeAll(Collections.singleton(NEWLINE));
    return tokens;
  }

  /**
   * Cuts captions that are lines of one text.
   *
   * @param captions without any line break
   */
  static List<List<String>> tokens(List<String> captions) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (String token : read(String.join("\n", captions) + "\n")) {
      if (token.equals(NEWLINE)) {
        lines.add(line);
        line = new ArrayList<>();
      } else {
        line.add(token);
      }
    }
    return lines;
  }

  private static List<String> read(String text) {
    // noneDelete: what is no token is left out without a warning on the console
    PTBTokenizer<Word> tokenizer =
        new PTBTokenizer<>(
            new StringReader(text),
            new WordTokenFactory(),
            "tokenizeNLs=true,untokenizable=noneDelete");
    List<String> tokens = new ArrayList<>();
    while (tokenizer.hasNext()) {
      String token = tokenizer.next().word();
      tokens.add(token.equals(NEWLINE) ? token : token.toLowerCase(Locale.ROOT));
    }
    return tokens;
  }
}
