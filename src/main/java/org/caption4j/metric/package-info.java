/**
 * Scores of captions: those of the COCO evaluator, and figures that tell a broken captioner
 * whatever its scores.
 */
package org.caption4j.metric;
