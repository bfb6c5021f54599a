/**
 * The multi-layer perceptron: scoring, training by backpropagation, and its snapshots.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.perceptron.Perceptron}: a fitted network.
 *   <li>{@link io.glyphstream.model.perceptron.TrainingSettings}: everything that decides what training gives.
 *   <li>{@link io.glyphstream.model.perceptron.PerceptronTraining}: the entrance to training; {@code TrainingRun} is its
 *       loop.
 *   <li>{@code Network} and {@code LayerTraining}: one step forward and back.
 *   <li>{@code Signals}: what flows between the layers, in full and as lists of what is not zero.
 * </ul>
 */
@NullMarked
package io.glyphstream.model.perceptron;

import org.jspecify.annotations.NullMarked;
