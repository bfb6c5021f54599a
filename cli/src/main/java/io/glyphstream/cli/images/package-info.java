/**
 * Commands that take images: produce, predict and show, and the options that name images.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@code SourceNames}: what the user calls images, as a source of them.
 *   <li>{@link io.glyphstream.cli.images.DatasetOptions}: where data sets lie.
 *   <li>{@link io.glyphstream.cli.images.ProduceCommand}: sends images.
 *   <li>{@link io.glyphstream.cli.images.PredictCommand}: answers images without a stream.
 *   <li>{@code KnownClasses}: whether the champion knows the labels that are sent.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.images;

import org.jspecify.annotations.NullMarked;
