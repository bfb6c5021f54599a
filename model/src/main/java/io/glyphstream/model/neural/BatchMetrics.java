package io.glyphstream.model.neural;

/**
 * What one step of training measured, on its own examples and before it changed the weights.
 *
 * @param epoch counted from 1
 * @param batch counted from 1 in each epoch
 * @param loss the average over the batch
 * @param accuracy the share of the batch that was answered right
 */
public record BatchMetrics(int epoch, int batch, int batches, double loss, double accuracy) {}
