/**
 * Proves from the topics alone what Glyphstream promises. It shares no code with {@code processor}.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.verifier.Verifier}: what is proved, in five points.
 *   <li>{@link io.glyphstream.verifier.report.Finding}: what can be wrong.
 *   <li>{@code PartitionCheck}: walks through the images of a partition and their answers side by side.
 *   <li>{@code ScoreCheck}: computes scores again and compares their bits.
 *   <li>{@link io.glyphstream.verifier.report.VerifyReport}: what was found.
 * </ul>
 */
@NullMarked
package io.glyphstream.verifier;

import org.jspecify.annotations.NullMarked;
