package org.caption4j.train;

/**
 * What an epoch gave.
 *
 * @param epoch 1 for the first
 * @param learningRate in this epoch
 * @param trainLoss mean loss a token, in nats, with dropout, over the epoch
 * @param trainPerplexity {@code exp(trainLoss)}
 * @param validationLoss mean loss a token, in nats, without dropout, after the epoch; of several
 *     data sets the mean of theirs
 * @param validationPerplexity {@code exp(validationLoss)}; of several data sets the mean of theirs
 * @param gradientNorm mean global norm before clipping
 * @param captionsPerSecond in training
 * @param seconds the epoch took, validation included
 */
public record EpochFigures(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainPerplexity,
    double validationLoss,
    double validationPerplexity,
    double gradientNorm,
    double captionsPerSecond,
    double seconds) {}
