package org.caption4j.metric.ptb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lower-case tokens of the Penn Treebank, as the COCO evaluator gets them: what {@code
 * edu.stanford.nlp.process.PTBTokenizer} of Stanford CoreNLP 3.4.1 prints for a line with {@code
 * -preserveLines -lowerCase}. Has no state: any number of threads may use one.
 *
 * <ul>
 *   <li>Contractions are two tokens, {@code is n't}, {@code dog 's}; so are {@code can not} and
 *       {@code gon na}.
 *   <li>Punctuation is apart, but for abbreviations, numbers, addresses and smileys.
 *   <li>Double quotes are {@code ``} and {@code ''}, dashes {@code --}, brackets {@code -lrb-} and
 *       their kin, pounds {@code #}, a half {@code 1/2}.
 *   <li>What is one token with spaces in it, such as {@code 3 1/2}, has them as U+00A0.
 *   <li>Emoji, and whatever else Unicode got late or beyond U+FFFF, vanish.
 * </ul>
 *
 * <p>The other program reads on: the next caption may decide whether a last {@code e.} or {@code
 * no.} keeps its full stop; {@code plan b.} ends in {@code b} where {@code The} begins the next. So
 * the next may be given. What breaks a line inside a caption parts tokens, and shifts nothing.
 */
public final class PennTreebankTokenizer {
  /** Characters after the text, so that few rules need to ask where it ends. */
  static final int SENTINELS = 8;

  /**
   * Cuts a caption.
   *
   * @param caption one caption, as somebody wrote it
   * @return its tokens, in order; the list is the caller's
   */
  public List<String> tokens(String caption) {
    return tokens(caption, "");
  }

  /**
   * Cuts a caption that stands on the line above another one.
   *
   * @param caption one caption
   * @param next the line below it: it may decide whether a last {@code no.} or {@code p.} keeps its
   *     full stop
   * @return the tokens of {@code caption} alone, in order; the list is the caller's
   */
  public List<String> tokens(String caption, String next) {
    int length = caption.length();
    char[] text = new char[length + 1 + next.length() + SENTINELS];
    caption.getChars(0, length, text, 0);
    text[length] = '\n';
    next.getChars(0, next.length(), text, length + 1);
    Arrays.fill(text, length + 1 + next.length(), text.length, '\n');
    List<String> tokens = new ArrayList<>(16);
    Longest longest = new Longest();
    WebNames webNames = new WebNames(text);
    int at = 0;
    while (at < length) {
      if (text[at] == ' ' && text[at + 1] > ' ' && text[at + 1] < 0x7f) {
        at++;
      }
      int end = plainWordEnd(text, at);
      if (end > at) {
        tokens.add(caption.substring(at, end));
        at = end;
      } else {
        at = next(text, at, webNames, longest, tokens);
      }
    }
    return tokens;
  }

  /** Most words are small letters and a space, and no rule has more to say about them. */
  private static int plainWordEnd(char[] text, int at) {
    int end = at;
    while (text[end] >= 'a' && text[end] <= 'z') {
      end++;
    }
    return text[end] == ' ' && !Words.isTwo(text, at, end) ? end : at;
  }

  private static int next(
      char[] text, int at, WebNames webNames, Longest longest, List<String> tokens) {
    longest.clear(at);
    switch (CharacterClass.of(text[at])) {
      case CharacterClass.SPACE -> longest.offer(Form.NONE, spacesEnd(text, at));
      case CharacterClass.LETTER -> offerAtLetter(text, at, webNames, longest);
      case CharacterClass.DIGIT -> {
        Numbers.offer(text, at, longest);
        Compounds.offer(text, at, longest);
        webNames.offer(at, longest);
      }
      case CharacterClass.MARK, CharacterClass.SOFT_HYPHEN -> {
        Words.offer(text, at, Words.end(text, at), longest);
        Numbers.offer(text, at, longest);
        webNames.offer(at, longest);
      }
      case CharacterClass.SYMBOL -> offerAtSymbol(text, at, webNames, longest);
      case CharacterClass.SEPARATOR -> Numbers.offer(text, at, longest);
      default -> {}
    }
    webNames.offerHost(at, longest);
    WebNames.offerFile(text, at, longest);
    if (longest.end() == at) {
      return at + 1;
    }
    Spelling.add(longest.form(), text, at, longest.end(), tokens);
    return longest.end();
  }

  private static int spacesEnd(char[] text, int at) {
    int end = at + 1;
    while (CharacterClass.of(text[end]) == CharacterClass.SPACE) {
      end++;
    }
    return end;
  }

  private static void offerAtLetter(char[] text, int at, WebNames webNames, Longest longest) {
    int end = Words.end(text, at);
    Words.offer(text, at, end, longest);
    webNames.offer(at, longest);
    Abbreviations.offer(text, at, end, longest);
    Compounds.offer(text, at, longest);
    Apostrophes.offerAtLetter(text, at, longest);
    Capitals.offer(text, at, longest);
    Smileys.offer(text, at, longest);
  }

  private static void offerAtSymbol(char[] text, int at, WebNames webNames, Longest longest) {
    switch (text[at]) {
      case '+', '-', '.', ',', ':', '(' -> Numbers.offer(text, at, longest);
      case '<' -> webNames.offer(at, longest);
      case '&' -> {
        int end = Words.end(text, at);
        if (end > at) {
          Words.offer(text, at, end, longest);
        }
        webNames.offer(at, longest);
      }
      default -> {}
    }
    Marks.offer(text, at, longest);
  }
}
