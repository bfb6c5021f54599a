/**
 * What kinds of neural networks share: losses, optimizers, batches, and the loop of training. It knows no kind.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.neural.LearningSettings}: how a network learns.
 *   <li>{@link io.glyphstream.model.neural.Learner}: what a kind of network brings along to be trained.
 *   <li>{@link io.glyphstream.model.neural.LearnerTraining}: the entrance to training; {@code TrainingRun} is its loop.
 * </ul>
 */
@NullMarked
package io.glyphstream.model.neural;

import org.jspecify.annotations.NullMarked;
