package org.caption4j.pretrained;

import java.util.regex.Pattern;
import org.caption4j.BadInputException;

/** Names of networks and weights, which become names of files. */
final class WeightsName {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
  private static final String RULE =
      "letters, digits, dots, dashes and underscores, no dot at the beginning, at most 100 in all";

  private WeightsName() {}

  static boolean isAllowed(String name) {
    return name != null && ALLOWED.matcher(name).matches();
  }

  /** Returns what is wrong with a name that is not allowed. */
  static String fault(String name) {
    return "expected a name of %s but found \"%s\"".formatted(RULE, name);
  }

  static void check(String name) throws BadInputException {
    if (!isAllowed(name)) {
      throw new BadInputException(fault(name));
    }
  }
}
