package org.caption4j.cli;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command after the numbers that it was given were held against their {@link Bounds}. */
final class BoundedOptions implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      for (OptionSpec option : each.matchedOptions()) {
        check(each, option);
      }
    }
    return new RunLast().execute(parsed);
  }

  private static void check(ParseResult parsed, OptionSpec option) {
    if (option.userObject() instanceof AnnotatedElement field
        && field.getAnnotation(Bounds.class) != null) {
      Bounds bounds = field.getAnnotation(Bounds.class);
      for (Object value : option.typedValues()) {
        if (value instanceof Number number && !within(bounds, number.doubleValue())) {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              "%s: expected %s to %s, found %s"
                  .formatted(option.longestName(), text(bounds.min()), text(bounds.max()), number));
        }
      }
    }
  }

  /** NaN is within no bounds. */
  private static boolean within(Bounds bounds, double number) {
    return number >= bounds.min() && number <= bounds.max();
  }

  private static String text(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
