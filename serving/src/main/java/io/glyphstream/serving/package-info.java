/**
 * From a manifest and a snapshot to a model that may serve. Those who answer and those who verify admit models by the same
 * rules.
 *
 * <p>Read first: {@link io.glyphstream.serving.ModelSnapshotLoader}.
 */
@NullMarked
package io.glyphstream.serving;

import org.jspecify.annotations.NullMarked;
