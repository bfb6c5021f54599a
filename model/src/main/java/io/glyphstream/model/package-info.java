/**
 * What all kinds of models share. Each kind has a package of its own beneath this one; kinds do not see each other.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.Classifier}: what a fitted model is to everyone who uses one.
 *   <li>{@link io.glyphstream.model.Scores}: what it says about a batch of images.
 *   <li>{@link io.glyphstream.model.Examples}: labeled images, to learn from or to measure on.
 *   <li>{@link io.glyphstream.model.Snapshots}: models as bytes.
 *   <li>{@link io.glyphstream.model.ModelKind}: what a kind must bring along; {@link io.glyphstream.model.ModelKinds} lists all of them.
 * </ul>
 */
@NullMarked
package io.glyphstream.model;

import org.jspecify.annotations.NullMarked;
