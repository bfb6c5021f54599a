/**
 * The glyphstream command: the tree of commands, and the commands that run or watch a whole pipeline.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.Main}: the start and end of the program.
 *   <li>{@code Glyphstream}: the tree of all commands.
 *   <li>{@code Defaults}: options that are set in the environment or in a file.
 *   <li>{@code StatusCommand}: a command that asks and prints.
 *   <li>{@code ProcessCommand}: a command that runs until the user stops it.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli;

import org.jspecify.annotations.NullMarked;
