/** The mathematics: matrices, nearest neighbors, the perceptron, its training, and snapshots of both. */
@NullMarked
package io.glyphstream.model;

import org.jspecify.annotations.NullMarked;
