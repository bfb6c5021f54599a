/**
 * Networks with branches that were trained elsewhere: operations, scoring, and their snapshots. Nothing here learns.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.model.graph.Operation}: what a network is made of.
 *   <li>{@link io.glyphstream.model.graph.GraphDesign}: nodes that fit each other, within bounds.
 * </ul>
 */
@NullMarked
package io.glyphstream.model.graph;

import org.jspecify.annotations.NullMarked;
