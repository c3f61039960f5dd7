package org.caption4j.train;

/**
 * What an epoch of a distillation gave.
 *
 * @param epoch 1 for the first
 * @param loss mean squared difference of student's and teacher's vectors over the teacher's mean
 *     square, so that a student which says nothing has 1; over the epoch's crops
 * @param heldOutCosine mean cosine between student's and teacher's vectors of photos never trained
 *     on
 * @param heldOutExplained the share of the teacher's variance over those photos that the student
 *     has: 0 for a student that always says the mean, 1 for the teacher itself
 * @param photosPerSecond trained on
 * @param seconds of the epoch, with the look at the held-out photos
 */
public record DistillationFigures(
    int epoch,
    double loss,
    double heldOutCosine,
    double heldOutExplained,
    double photosPerSecond,
    double seconds) {}
