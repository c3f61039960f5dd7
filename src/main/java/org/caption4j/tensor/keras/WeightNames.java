package org.caption4j.tensor.keras;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the weights of a layer are called here.
 *
 * <ul>
 *   <li>A single weight of two or more dimensions is the {@code kernel}.
 *   <li>Of two weights, the first of two or more dimensions and the second of one, these are {@code
 *       kernel} and {@code bias}: Keras puts them in that order under names that changed from
 *       version to version.
 *   <li>Else a weight has the last part of the name that Keras gave it, without the {@code :0} of
 *       its graph and without the layer's name in front: {@code bn/gamma:0} and {@code bn_gamma:0}
 *       are {@code gamma}.
 *   <li>Where that gives two weights the same name, as in models that are layers, all of that
 *       layer's keep their names as they are, without the {@code :0}.
 * </ul>
 */
final class WeightNames {
  private static final Pattern OUTPUT = Pattern.compile(":\\d+$");

  private WeightNames() {}

  /**
   * Returns the names, in the order of the weights.
   *
   * @param layer the layer's name
   * @param weights what Keras called the weights
   * @param ranks how many dimensions each has
   */
  static List<String> of(String layer, List<String> weights, List<Integer> ranks) {
    boolean kernel = !ranks.isEmpty() && ranks.get(0) >= 2;
    if (kernel && ranks.size() == 1) {
      return List.of("kernel");
    }
    if (kernel && ranks.size() == 2 && ranks.get(1) == 1) {
      return List.of("kernel", "bias");
    }
    List<String> names = weights.stream().map(weight -> lastPart(layer, weight)).toList();
    return new HashSet<>(names).size() == names.size()
        ? names
        : weights.stream().map(WeightNames::withoutOutput).toList();
  }

  private static String lastPart(String layer, String weight) {
    String last = withoutOutput(weight.substring(weight.lastIndexOf('/') + 1));
    String prefix = layer + "_";
    return last.startsWith(prefix) ? last.substring(prefix.length()) : last;
  }

  private static String withoutOutput(String weight) {
    return OUTPUT.matcher(weight).replaceFirst("");
  }
}
