/**
 * From a trained model to a published version, and whether it takes the champion's place.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.trainer.release.ModelRelease}: publishes a model, and deploys it if the gate lets it through.
 *   <li>{@link io.glyphstream.trainer.release.Gate}: when a model is promoted.
 *   <li>{@link io.glyphstream.trainer.release.ModelGate}: compares a model with the champion.
 *   <li>{@link io.glyphstream.trainer.release.Comparison}: two models on the same images, and McNemar's test.
 * </ul>
 */
@NullMarked
package io.glyphstream.trainer.release;

import org.jspecify.annotations.NullMarked;
