package io.glyphstream.processor.metrics;

/**
 * What a processor has done since it started. Work that a failed commit undid is counted again when it is done again: the
 * topics, not these counts, are exact.
 *
 * @param images records read from the images topic
 * @param predictions images answered
 * @param deadLetters records refused
 * @param swaps changes of the models in service, the first included
 * @param rejectedModels versions that were refused
 * @param batches calls of the champion; predictions / batches is the mean batch
 */
public record ProcessorCounts(
        long images, long predictions, long deadLetters, long swaps, long rejectedModels, long batches) {}
