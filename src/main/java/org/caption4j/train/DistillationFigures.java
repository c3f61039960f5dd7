package org.caption4j.train;

/**
 * What an epoch of a distillation gave.
 *
 * @param epoch 1 for the first
 * @param size side of the photos, in pixels
 * @param learningRate at its end
 * @param loss over the epoch, as {@link DistillationLoss} measures it
 * @param featureLoss the features' part of it, not weighted
 * @param logitLoss the logits' part, not weighted; 0 where the teacher tells no classes
 * @param heldOut agreement on photos never trained on
 * @param photosPerSecond trained on
 * @param seconds of the epoch, with the look at the held-out photos
 */
public record DistillationFigures(
    int epoch,
    int size,
    double learningRate,
    double loss,
    double featureLoss,
    double logitLoss,
    Agreement heldOut,
    double photosPerSecond,
    double seconds) {}
