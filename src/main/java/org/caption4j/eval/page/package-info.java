/**
 * An evaluation as a page: {@link org.caption4j.eval.page.EvaluationPage}, its template and its
 * script, made of the parts in {@code org.caption4j.page}.
 */
package org.caption4j.eval.page;
