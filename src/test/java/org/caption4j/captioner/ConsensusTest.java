package org.caption4j.captioner;

import static java.lang.Math.exp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.caption4j.decoder.Hypothesis;
import org.caption4j.metric.DocumentFrequencies;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  /** Of ten images, in which no n-gram comes twice: all n-grams weigh the same. */
  private static final DocumentFrequencies ALIKE =
      DocumentFrequencies.of(Collections.nCopies(10, List.<int[]>of()));

  private static Hypothesis hypothesis(double score, int... tokens) {
    return new Hypothesis(tokens, 3 * score, true, score);
  }

  @Test
  void theHypothesisThatAgreesWithTheOthersByHand() {
    // a pair of words has two vectors, of unigrams and bigrams. With one word in common and no
    // bigram, the cosines are 1/2 and 0: CIDEr-D 10 * (1/2) / 4. With none it is 0.
    Hypothesis likeliest = hypothesis(-1, 3, 4);
    Hypothesis middle = hypothesis(-2, 5, 6);
    Hypothesis last = hypothesis(-3, 6, 7);
    List<Hypothesis> found = List.of(likeliest, middle, last);
    // 3 4 agrees with nothing; 5 6 with 6 7 at weight e^-6 of e^-2 + e^-6; 6 7 with 5 6 at weight
    // e^-4 of e^-2 + e^-4, which is more
    assertThat(exp(-4) / (exp(-2) + exp(-4))).isGreaterThan(exp(-6) / (exp(-2) + exp(-6)));
    assertThat(new Consensus(ALIKE, 3).of(found)).containsExactly(last, middle, likeliest);
    assertThat(new Consensus(ALIKE, 1).of(found)).containsExactly(last);
  }

  @Test
  void likelyHypothesesWeighMore() {
    // 3 4 shares a word with the likely 3 5, 6 7 one with the unlikely 6 8
    Hypothesis likely = hypothesis(-1, 3, 5);
    Hypothesis friend = hypothesis(-5, 3, 4);
    Hypothesis other = hypothesis(-4, 6, 7);
    Hypothesis unlikely = hypothesis(-4.5, 6, 8);
    List<Hypothesis> chosen = new Consensus(ALIKE, 4).of(List.of(likely, other, unlikely, friend));
    assertThat(chosen.get(0)).isEqualTo(friend);
  }

  @Test
  void commonWordsWeighNothing() {
    // 3 is in all images, the other words in none
    DocumentFrequencies frequencies =
        DocumentFrequencies.of(
            List.of(List.of(new int[] {3}), List.of(new int[] {3}), List.of(new int[] {3})));
    Hypothesis first = hypothesis(-1, 3, 4);
    Hypothesis second = hypothesis(-1.1, 3, 5);
    Hypothesis third = hypothesis(-1.2, 8, 7);
    Hypothesis fourth = hypothesis(-1.3, 9, 7);
    assertThat(new Consensus(frequencies, 4).of(List.of(first, second, third, fourth)))
        .containsExactly(fourth, third, first, second);
  }

  @Test
  void withoutAnythingToCompareTheOrderStays() {
    Hypothesis only = hypothesis(-1, 3, 4);
    assertThat(new Consensus(ALIKE, 3).of(List.of(only))).containsExactly(only);
    Hypothesis empty = hypothesis(-2);
    assertThat(new Consensus(ALIKE, 3).of(List.of(only, empty))).containsExactly(only, empty);
    assertThat(new Consensus(ALIKE, 3).of(List.of(empty, hypothesis(-3), only)).get(0))
        .isEqualTo(empty);
  }

  @Test
  void identicalHypothesesAgreeWhollyAndKeepTheirOrder() {
    Hypothesis stranger = hypothesis(-1, 8, 9);
    Hypothesis one = hypothesis(-2, 3, 4, 5, 6);
    Hypothesis two = new Hypothesis(new int[] {3, 4, 5, 6}, -9, false, -2);
    assertThat(new Consensus(ALIKE, 3).of(List.of(stranger, one, two)))
        .containsExactly(one, two, stranger);
  }

  @Test
  void scoresFarBelowZeroStillWeigh() {
    Hypothesis stranger = hypothesis(-1000, 8, 9);
    Hypothesis one = hypothesis(-3000, 3, 4);
    Hypothesis two = hypothesis(-3001, 3, 5);
    Hypothesis three = hypothesis(-5000, 8, 3);
    assertThat(new Consensus(ALIKE, 1).of(List.of(stranger, one, two, three)))
        .containsExactly(three);
  }
}
