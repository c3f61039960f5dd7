package org.caption4j.metric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Captions and references cut into tokens, once for everything that reads them. Immutable; its
 * content does not depend on how many threads made it.
 */
public final class TokenizedCorpus {
  private final CaptionTokenizer tokenizer;
  private final TokenIds ids;
  private final List<TokenizedCandidate> images;

  private TokenizedCorpus(
      CaptionTokenizer tokenizer, TokenIds ids, List<TokenizedCandidate> images) {
    this.tokenizer = tokenizer;
    this.ids = ids;
    this.images = List.copyOf(images);
  }

  /**
   * Cuts all captions and references, on all cores: the captions as one list and the references as
   * another, in the order of the images.
   *
   * @param images captions and references of at least one image
   * @param tokenizer what cuts them
   * @return their tokens, the images in the order given
   * @throws IllegalArgumentException if there is no image, or one is given twice
   */
  public static TokenizedCorpus of(List<Candidate> images, CaptionTokenizer tokenizer) {
    requireDistinct(images);
    List<List<String>> captions = cut(images.stream().map(Candidate::caption).toList(), tokenizer);
    List<List<String>> references =
        cut(images.stream().flatMap(image -> image.references().stream()).toList(), tokenizer);
    TokenIds ids = new TokenIds();
    List<TokenizedCandidate> tokenized = new ArrayList<>(images.size());
    int from = 0;
    for (int i = 0; i < images.size(); i++) {
      int to = from + images.get(i).references().size();
      tokenized.add(
          new TokenizedCandidate(
              images.get(i).id(),
              ids.of(captions.get(i)),
              references.subList(from, to).stream().map(ids::of).toList()));
      from = to;
    }
    return new TokenizedCorpus(tokenizer, ids, tokenized);
  }

  private static void requireDistinct(List<Candidate> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("expected at least one image");
    }
    Set<Long> seen = new HashSet<>();
    for (Candidate image : images) {
      if (!seen.add(image.id())) {
        throw new IllegalArgumentException("image " + image.id() + " is given twice");
      }
    }
  }

  /** Cuts captions, each knowing the one below it. */
  private static List<List<String>> cut(List<String> captions, CaptionTokenizer tokenizer) {
    int last = captions.size() - 1;
    return IntStream.rangeClosed(0, last)
        .parallel()
        .mapToObj(i -> tokenizer.tokens(captions.get(i), i < last ? captions.get(i + 1) : ""))
        .toList();
  }

  /** Returns what cut these captions. */
  public CaptionTokenizer tokenizer() {
    return tokenizer;
  }

  /** Returns the tokens of the captions, without those of the references, image by image. */
  public List<List<String>> captions() {
    return images.stream().map(image -> ids.tokens(image.caption())).toList();
  }

  /** Returns the tokens of the references, image by image. */
  public List<List<List<String>>> references() {
    return images.stream()
        .map(image -> image.references().stream().map(ids::tokens).toList())
        .toList();
  }

  /** Returns the images' numbers, in the order of their captions. */
  public List<Long> ids() {
    return images.stream().map(TokenizedCandidate::id).toList();
  }

  List<TokenizedCandidate> images() {
    return images;
  }
}
