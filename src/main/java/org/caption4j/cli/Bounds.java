package org.caption4j.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The least and the greatest number that an option takes; {@link BoundedOptions} keeps them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Bounds {
  /** The least number. */
  double min() default 0;

  /** The greatest number. */
  double max();
}
