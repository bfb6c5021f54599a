/**
 * The k nearest neighbors: an exact search over all references, the vote, and its snapshots.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.neighbors.NearestNeighbors}: a fitted classifier.
 *   <li>{@code NeighborIndex}: the search, which rules out most references by a few features.
 *   <li>{@code NeighborBlocks}: how references lie in memory.
 *   <li>{@code DistanceKernel}: the inner loops, in plain Java and on vectors.
 *   <li>{@code NeighborSnapshot}: its bytes.
 * </ul>
 */
@NullMarked
package io.glyphstream.model.neighbors;

import org.jspecify.annotations.NullMarked;
