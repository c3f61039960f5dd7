/**
 * Scoring captions: what the COCO evaluator's scores are, and what else tells a broken captioner.
 */
package org.caption4j.eval;
