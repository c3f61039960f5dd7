package org.caption4j.batch;

/**
 * How a run ended.
 *
 * @param described photos with captions, those of earlier runs included
 * @param failed photos that could not be described, those of earlier runs included
 * @param complete whether all photos were listed; false where the run was asked to stop
 */
public record BatchSummary(long described, long failed, boolean complete) {}
