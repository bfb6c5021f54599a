package io.glyphstream.model.neural;

/**
 * What one pass over the examples measured.
 *
 * @param epoch counted from 1
 * @param learningRate as it was in the epoch's last step
 * @param trainingLoss the average over the epoch's steps, each measured before it changed the weights
 * @param trainingAccuracy likewise
 * @param validationLoss after the epoch; NaN where there are no validation examples
 * @param validationAccuracy likewise
 */
public record EpochMetrics(
        int epoch,
        double learningRate,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy) {}
