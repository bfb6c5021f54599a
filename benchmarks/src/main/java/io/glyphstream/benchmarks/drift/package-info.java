/**
 * How often a shift of the images is found, how soon, and how often there is an alarm without one.
 *
 * <p>Read first: {@link io.glyphstream.benchmarks.drift.DriftStudy}, {@link io.glyphstream.benchmarks.drift.DriftFigures}.
 */
@NullMarked
package io.glyphstream.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
