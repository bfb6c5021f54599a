/**
 * From a data set to a measured, published model.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.trainer.ModelTrainer}: trains a model and measures it.
 *   <li>{@link io.glyphstream.trainer.ModelSpec}: what is to be trained; {@link io.glyphstream.trainer.SpecKinds} lists the kinds.
 *   <li>{@link io.glyphstream.trainer.Evaluation}: a model's answers to the held-out images.
 *   <li>{@link io.glyphstream.trainer.ModelRelease}: publishes a model, and deploys it if the gate lets it through.
 *   <li>{@code ModelGate}: decides whether a model takes the champion's place.
 * </ul>
 */
@NullMarked
package io.glyphstream.trainer;

import org.jspecify.annotations.NullMarked;
