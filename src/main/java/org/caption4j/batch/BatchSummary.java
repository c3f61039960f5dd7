package org.caption4j.batch;

/**
 * How a run stands, or ended.
 *
 * @param described photos with captions, those that are in the records from earlier runs included
 * @param failed photos that could not be described, those of earlier runs included
 * @param skipped photos that this run left alone, since they are described or failed already
 * @param complete whether all photos were listed; false where the run was asked to stop
 */
public record BatchSummary(long described, long failed, long skipped, boolean complete) {}
