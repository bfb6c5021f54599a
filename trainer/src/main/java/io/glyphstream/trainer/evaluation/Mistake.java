package io.glyphstream.trainer.evaluation;

/**
 * A held-out image that was named wrongly.
 *
 * @param index the image's place in the held-out images
 * @param confidence how sure the model was of its wrong answer
 */
public record Mistake(int index, int truth, int answer, float confidence) {}
