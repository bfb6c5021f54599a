/**
 * How right a model is on images that it was not trained on.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.trainer.evaluation.Evaluation}: a model's answers to held-out images.
 *   <li>{@link io.glyphstream.trainer.evaluation.ConfusionMatrix}: which classes are taken for which.
 *   <li>{@link io.glyphstream.trainer.evaluation.Mistake}: one wrong answer.
 * </ul>
 */
@NullMarked
package io.glyphstream.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
