/**
 * The soak command, and what it asks of the program that does the work, the module soak.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.soak.SoakCommand}: the options and the summary.
 *   <li>{@link io.glyphstream.cli.soak.SoakProgram}: what the module soak provides.
 *   <li>{@link io.glyphstream.cli.soak.SoakSettings}: what to do for how long.
 *   <li>{@link io.glyphstream.cli.soak.SoakFault}: which faults there are.
 *   <li>{@link io.glyphstream.cli.soak.SoakResult}: what came of it.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.soak;

import org.jspecify.annotations.NullMarked;
