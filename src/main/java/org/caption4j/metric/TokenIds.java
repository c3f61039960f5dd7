package org.caption4j.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for tokens, from 0, in the order in which they come. */
final class TokenIds {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> tokens = new ArrayList<>();

  /** Returns the numbers of tokens; those that are new get the next ones. */
  int[] of(List<String> sentence) {
    int[] numbers = new int[sentence.size()];
    for (int i = 0; i < numbers.length; i++) {
      String token = sentence.get(i);
      Integer id = ids.get(token);
      if (id == null) {
        id = tokens.size();
        ids.put(token, id);
        tokens.add(token);
      }
      numbers[i] = id;
    }
    return numbers;
  }

  /** Returns what was numbered. */
  List<String> tokens(int[] numbers) {
    List<String> sentence = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      sentence.add(tokens.get(number));
    }
    return sentence;
  }
}
