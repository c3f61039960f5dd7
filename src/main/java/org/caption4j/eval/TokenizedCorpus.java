package org.caption4j.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
   * Cuts all captions and references, on all cores.
   *
   * @param images captions and references of at least one image
   * @param tokenizer what cuts them
   * @return their tokens, the images in the order given
   * @throws IllegalArgumentException if there is no image, or one is given twice
   */
  public static TokenizedCorpus of(List<Candidate> images, CaptionTokenizer tokenizer) {
    requireDistinct(images);
    List<List<List<String>>> sentences =
        images.parallelStream().map(image -> sentences(image, tokenizer)).toList();
    TokenIds ids = new TokenIds();
    List<TokenizedCandidate> tokenized = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      List<int[]> numbered = sentences.get(i).stream().map(ids::of).toList();
      tokenized.add(
          new TokenizedCandidate(
              images.get(i).id(), numbered.get(0), numbered.subList(1, numbered.size())));
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

  /** Returns the tokens of the caption, then of each reference. */
  private static List<List<String>> sentences(Candidate image, CaptionTokenizer tokenizer) {
    return Stream.concat(Stream.of(image.caption()), image.references().stream())
        .map(tokenizer::tokens)
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

  List<TokenizedCandidate> images() {
    return images;
  }
}
