/** Evaluating captions: they are paired with references, scored by every metric, and reported. */
package org.caption4j.eval;
