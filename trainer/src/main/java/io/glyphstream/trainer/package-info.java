/**
 * From a data set to a trained model: what is to be trained, how its settings are chosen, and the training.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.trainer.ModelTrainer}: trains a model and measures it.
 *   <li>{@link io.glyphstream.trainer.ModelSpec}: what is to be trained; {@link io.glyphstream.trainer.SpecKinds} lists the kinds.
 *   <li>{@link io.glyphstream.trainer.evaluation.Evaluation}: a model's answers to the held-out images.
 *   <li>{@link io.glyphstream.trainer.TrainedModel}: what came of it.
 * </ul>
 */
@NullMarked
package io.glyphstream.trainer;

import org.jspecify.annotations.NullMarked;
