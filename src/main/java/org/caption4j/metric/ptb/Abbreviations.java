package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isCapital;
import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;

import java.util.Locale;
import java.util.Set;

/** Words that keep their full stop. */
final class Abbreviations {
  private static final int LONGEST = 7;

  /** Titles and the like, after which a name or more of the sentence comes. */
  private static final Set<String> WITHIN =
      words(
          """
          adj adm adv asst assts atty attys ave brig capt cf cie cmdr col comdr cpl dept det dr drs
          elec ens ft gen gov govs hon insp invt jos lieut lt maj messrs mfg mlle mme mr mrs ms msgr
          mt mtg natl pfc ph pres prof profs pvt rep reps rev sen sens sfc sgt spc st ste supt supts
          treas vs assoc alex
          """);

  /** What often ends a sentence. */
  private static final Set<String> ENDING =
      words(
          """
          al ala apr ariz assn aug bancorp bhd bldg blvd bros calif co colo conn corp cos ct dak dec
          esq est etc ext feb fla fri ga inc ind intl jan jr jul jun kan kans ky ltd mar md mich
          minn mo mon mont neb nev nov oct okla penn plc ppte pptes ppty pptys pte ptes pty ptys rd
          rt sep sept seq sq sr sys tel tenn thu thurs tue tues univ va vt wed wis wisc wyo
          """);

  /** The same, as names alone. */
  private static final Set<String> ENDING_NAMES =
      words("ark az del ill la mass miss ore pa tex wash");

  private static final Set<String> NOT_IN_CAPITALS = words("mfg mtg ppte ppty pte ptes pty ptys");

  private static final Set<String> BEFORE_NUMBERS = words("art ca fig figs no nos op pp prop");

  private static final Set<String> SENTENCE_STARTS =
      words(
          """
          a about according after an as at but earlier he her here however if in it last many more
          mr. ms. now once one other our she since so some such that the their then there these they
          this we what when while yet you
          """);

  private Abbreviations() {}

  private static Set<String> words(String lines) {
    return Set.of(lines.strip().split("\\s+"));
  }

  static void offer(char[] text, int at, int end, Longest longest) {
    if (text[end] != '.') {
      return;
    }
    if (end == at + 1 && isLatinLetter(text[at])) {
      offerInitials(text, at, longest);
    }
    if (end - at > 1 && end - at <= LONGEST && isLatinLetter(text[at])) {
      offerListed(text, at, end, longest);
    }
  }

  private static void offerListed(char[] text, int at, int end, Longest longest) {
    String word = new String(text, at, end - at).toLowerCase(Locale.ROOT);
    if (NOT_IN_CAPITALS.contains(word) && isCapital(text[at + 1])) {
      return;
    }
    if (ENDING.contains(word) || (isCapital(text[at]) && ENDING_NAMES.contains(word))) {
      offerEnding(text, end, longest);
    } else if (WITHIN.contains(word)) {
      longest.offer(Form.WORD, end + 1);
    } else if (BEFORE_NUMBERS.contains(word)) {
      int digit = isSpace(text[end + 1]) ? end + 2 : end + 1;
      if (text[end + 1] == '\r' && text[end + 2] == '\n') {
        digit++;
      }
      if (CharacterClass.isDigit(text[digit])) {
        longest.offer(Form.WORD, end + 1, digit + 1);
      }
    }
    if ((word.equals("ph") || word.equals("ed"))
        && (text[end + 1] | ' ') == 'd'
        && text[end + 2] == '.') {
      offerEnding(text, end + 2, longest);
    }
  }

  private static void offerEnding(char[] text, int end, Longest longest) {
    int after = end + 1;
    if (isSpace(text[after])
        && (isSpace(text[after + 1])
            || CharacterClass.isUpperCase(text[after + 1])
            || Tags.end(text, after + 1) > 0)) {
      longest.offer(Form.ENDING, end, after + 2);
    }
    longest.offer(Form.WORD, after, text[after] == '.' ? after : after + 2);
  }

  /** One letter and a full stop, or several such. */
  private static void offerInitials(char[] text, int at, Longest longest) {
    int end = initialsEnd(text, at);
    int sentence = sentenceStartEnd(text, end);
    if (end > at + 2) {
      if (sentence > 0) {
        longest.offer(Form.ENDING, end - 1, sentence);
      }
      longest.offer(Form.WORD, end);
    } else {
      if (sentence > 0) {
        longest.offer(Form.WORD, at + 1, sentence);
      }
      longest.offer(Form.WORD, end);
    }
  }

  static int initialsEnd(char[] text, int at) {
    int end = at;
    while (isLatinLetter(text[end]) && text[end + 1] == '.') {
      end += 2;
    }
    return end;
  }

  private static int sentenceStartEnd(char[] text, int at) {
    int start = at;
    while (isSpace(text[start]) && start < text.length - PennTreebankTokenizer.SENTINELS) {
      start++;
    }
    if (start == at) {
      return 0;
    }
    int tag = Tags.end(text, start);
    if (tag > 0) {
      return isSpace(text[tag]) ? tag + 1 : 0;
    }
    if (!isCapital(text[start])) {
      return 0;
    }
    int end = start;
    while (isLatinLetter(text[end])) {
      end++;
    }
    if (text[end] == '.') {
      end++;
    }
    return isSpace(text[end])
            && SENTENCE_STARTS.contains(
                new String(text, start, end - start).toLowerCase(Locale.ROOT))
        ? end + 1
        : 0;
  }

  static boolean isSpace(char unit) {
    byte found = CharacterClass.of(unit);
    return found == CharacterClass.SPACE || found == CharacterClass.NEWLINE || unit == '\u0085';
  }
}
