package org.caption4j.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The formulas once more, as they stand in the papers: n-grams are lists of words in maps, and
 * nothing is shared with what is tested.
 */
final class PlainScores {
  private final List<List<String>> captions;
  private final List<List<List<String>>> references;

  PlainScores(List<List<String>> captions, List<List<List<String>>> references) {
    this.captions = captions;
    this.references = references;
  }

  /** Returns the scores of one image. */
  Scores image(int image) {
    return scores(List.of(image));
  }

  /** Returns the scores of all images. */
  Scores all() {
    List<Integer> images = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      images.add(i);
    }
    return scores(images);
  }

  private Scores scores(List<Integer> images) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (int n = 1; n <= 4; n++) {
      values.put(Metric.valueOf("BLEU_" + n), bleu(images, n));
    }
    values.put(Metric.ROUGE_L, images.stream().mapToDouble(this::rouge).sum() / images.size());
    values.put(Metric.CIDER, images.stream().mapToDouble(this::cider).sum() / images.size());
    return new Scores(values);
  }

  private static Map<List<String>, Integer> grams(List<String> words, int n) {
    Map<List<String>, Integer> grams = new HashMap<>();
    for (int i = 0; i + n <= words.size(); i++) {
      grams.merge(words.subList(i, i + n), 1, Integer::sum);
    }
    return grams;
  }

  private double bleu(List<Integer> images, int longest) {
    double product = 1;
    double length = 0;
    double wanted = 0;
    for (int image : images) {
      int here = captions.get(image).size();
      List<Integer> lengths = new ArrayList<>();
      references.get(image).forEach(reference -> lengths.add(reference.size()));
      Collections.sort(lengths);
      int best = lengths.get(0);
      for (int other : lengths) {
        best = Math.abs(other - here) < Math.abs(best - here) ? other : best;
      }
      length += here;
      wanted += best;
    }
    for (int n = 1; n <= longest; n++) {
      double correct = 0;
      double guessed = 0;
      for (int image : images) {
        for (Map.Entry<List<String>, Integer> gram : grams(captions.get(image), n).entrySet()) {
          int most = 0;
          for (List<String> reference : references.get(image)) {
            most = Math.max(most, grams(reference, n).getOrDefault(gram.getKey(), 0));
          }
          correct += Math.min(most, gram.getValue());
          guessed += gram.getValue();
        }
      }
      product *= (correct + 1e-15) / (guessed + 1e-9);
    }
    double ratio = (length + 1e-15) / (wanted + 1e-9);
    return Math.pow(product, 1.0 / longest) * (ratio < 1 ? Math.exp(1 - 1 / ratio) : 1);
  }

  private double rouge(int image) {
    List<String> caption = orEmptyWord(captions.get(image));
    double precision = 0;
    double recall = 0;
    for (List<String> written : references.get(image)) {
      List<String> reference = orEmptyWord(written);
      double common = common(caption, reference);
      precision = Math.max(precision, common / caption.size());
      recall = Math.max(recall, common / reference.size());
    }
    return precision * recall == 0
        ? 0
        : (1 + 1.44) * precision * recall / (recall + 1.44 * precision);
  }

  private static List<String> orEmptyWord(List<String> words) {
    return words.isEmpty() ? List.of("") : words;
  }

  private static int common(List<String> a, List<String> b) {
    int[][] table = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        table[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[a.size()][b.size()];
  }

  private double cider(int image) {
    double sum = 0;
    for (List<String> reference : references.get(image)) {
      for (int n = 1; n <= 4; n++) {
        Map<List<String>, Double> guess = weigh(captions.get(image), n);
        Map<List<String>, Double> truth = weigh(reference, n);
        double product = 0;
        for (Map.Entry<List<String>, Double> gram : guess.entrySet()) {
          double there = truth.getOrDefault(gram.getKey(), 0.0);
          product += Math.min(gram.getValue(), there) * there;
        }
        if (norm(guess) != 0 && norm(truth) != 0) {
          product /= norm(guess) * norm(truth);
        }
        double delta = bigrams(captions.get(image)) - bigrams(reference);
        sum += product * Math.exp(-delta * delta / 72) / 4;
      }
    }
    return 10 * sum / references.get(image).size();
  }

  private static int bigrams(List<String> words) {
    return grams(words, 2).values().stream().mapToInt(Integer::intValue).sum();
  }

  private Map<List<String>, Double> weigh(List<String> words, int n) {
    Map<List<String>, Double> weights = new HashMap<>();
    grams(words, n)
        .forEach(
            (gram, count) -> {
              double frequency = Math.max(1, frequency(gram));
              weights.put(gram, count * (Math.log(captions.size()) - Math.log(frequency)));
            });
    return weights;
  }

  private int frequency(List<String> gram) {
    int images = 0;
    for (List<List<String>> ofImage : references) {
      Set<List<String>> all = new HashSet<>();
      ofImage.forEach(reference -> all.addAll(grams(reference, gram.size()).keySet()));
      images += all.contains(gram) ? 1 : 0;
    }
    return images;
  }

  private static double norm(Map<List<String>, Double> weights) {
    return Math.sqrt(weights.values().stream().mapToDouble(weight -> weight * weight).sum());
  }
}
