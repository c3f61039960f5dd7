/** Whole evaluations: all scores of a set of captions, as a record, as JSON and as a page. */
package org.caption4j.eval.report;
