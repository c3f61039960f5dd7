package org.caption4j.metric;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What tells a broken captioner, whatever its scores: it says few different things, recites what it
 * was trained on, or does not end its sentences. Captions are compared token by token.
 *
 * @param captions how many there are
 * @param distinct how many different ones
 * @param recited the share of captions that stand word for word in the training captions, 0 to 1;
 *     empty where none were given
 * @param vocabulary how many different tokens they use
 * @param meanLength tokens in a caption, on average
 * @param unfinished how many stop in mid-air, as {@link Language#stopsInMidAir} has it
 * @param empty how many have no tokens at all; these are neither recited nor unfinished
 */
public record Diagnostics(
    int captions,
    int distinct,
    OptionalDouble recited,
    int vocabulary,
    double meanLength,
    int unfinished,
    int empty) {

  /**
   * Looks at captions without knowing what they were trained on.
   *
   * @param corpus the captions; their references play no part
   * @param language what they are written in
   */
  public static Diagnostics of(TokenizedCorpus corpus, Language language) {
    return of(corpus.captions(), language, OptionalDouble.empty());
  }

  /**
   * Looks at captions and at what their captioner was trained on.
   *
   * @param corpus the captions; their references play no part
   * @param language what they are written in
   * @param training all training captions; cut on all cores, and none is kept
   */
  public static Diagnostics of(
      TokenizedCorpus corpus, Language language, Collection<String> training) {
    List<List<String>> captions = corpus.captions();
    Set<List<String>> said = new HashSet<>(captions);
    said.remove(List.of());
    Set<List<String>> known =
        training.parallelStream()
            .map(corpus.tokenizer()::tokens)
            .filter(said::contains)
            .collect(Collectors.toSet());
    double recited = captions.stream().filter(known::contains).count();
    return of(captions, language, OptionalDouble.of(recited / captions.size()));
  }

  private static Diagnostics of(
      List<List<String>> captions, Language language, OptionalDouble recited) {
    Set<String> vocabulary = new HashSet<>();
    double length = 0;
    int unfinished = 0;
    int empty = 0;
    for (List<String> caption : captions) {
      vocabulary.addAll(caption);
      length += caption.size();
      unfinished += language.stopsInMidAir(caption) ? 1 : 0;
      empty += caption.isEmpty() ? 1 : 0;
    }
    return new Diagnostics(
        captions.size(),
        new HashSet<>(captions).size(),
        recited,
        vocabulary.size(),
        length / captions.size(),
        unfinished,
        empty);
  }
}
