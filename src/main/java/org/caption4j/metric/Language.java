package org.caption4j.metric;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.text.HanTokenizer;

/** The languages in which captions can be scored: how they are cut, and how they do not end. */
public enum Language {
  /** English. */
  ENGLISH("en"),
  /** Chinese. */
  CHINESE("zh");

  // not on, her, by, around, behind: a man looks on, with a crowd behind her
  private static final Set<String> ENGLISH_MID_AIR =
      Set.of(
          ("a an the of with in at and or but to from for into onto his their its my your is are"
                  + " was were has have had being as while that which who whose near next during"
                  + " beside between against toward towards")
              .split(" "));

  // not 着, 上, 把, 几, 对: 站着, 沙发上, 火把, 茶几, 一对
  private static final Set<String> CHINESE_MID_AIR =
      Set.of("在 一 个 只 两 正 有 和 与 跟 从 或 很 的".split(" "));

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /**
   * Finds a language.
   *
   * @param code what its {@link #code} returns
   * @return the language
   * @throws BadInputException if there is none of this code; the message lists those there are
   */
  public static Language of(String code) throws BadInputException {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    String known = Stream.of(values()).map(Language::code).collect(Collectors.joining(", "));
    throw new BadInputException("expected a language out of %s, found '%s'".formatted(known, code));
  }

  /** Returns the two letters of ISO 639-1. */
  public String code() {
    return code;
  }

  /** Returns, for people, what a token of this language is. */
  public String tokens() {
    return switch (this) {
      case ENGLISH -> "words of the Penn Treebank, lower case, without punctuation";
      case CHINESE -> "one a Han character; Latin words and numbers whole; without punctuation";
    };
  }

  /** Returns what cuts captions of this language as the field does. */
  public CaptionTokenizer tokenizer() {
    return switch (this) {
      case ENGLISH -> new EnglishTokenizer();
      case CHINESE -> new HanTokenizer()::tokens;
    };
  }

  /**
   * Tells whether a caption stops where no sentence of this language does: after an article, a
   * conjunction, a preposition that takes a noun, an auxiliary and the like. Errs on the side of
   * calling a caption finished: a word that people end captions with as well does not count.
   *
   * @param tokens the caption, cut by {@link #tokenizer}; none is not in mid-air
   */
  public boolean stopsInMidAir(List<String> tokens) {
    if (tokens.isEmpty()) {
      return false;
    }
    String last = tokens.get(tokens.size() - 1);
    return switch (this) {
      case ENGLISH -> ENGLISH_MID_AIR.contains(last);
      case CHINESE -> CHINESE_MID_AIR.contains(last) && !isPredicate(tokens, last);
    };
  }

  /** Whether a 是 before it makes the last 的 the end of a sentence: 这艘船是红色的. */
  private static boolean isPredicate(List<String> tokens, String last) {
    return last.equals("的") && tokens.contains("是");
  }
}
