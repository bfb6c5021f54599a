/**
 * What all commands share: the process around them, how they end, and how they read what was typed.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.command.Environment}: all that a command gets from its process.
 *   <li>{@link io.glyphstream.cli.command.ExitCode} and {@link io.glyphstream.cli.command.CommandException}: how a command ends.
 *   <li>{@link io.glyphstream.cli.command.Failures}: which failure gets which words and which exit code.
 *   <li>{@link io.glyphstream.cli.command.Usage}: what was typed, as values with rules.
 *   <li>{@link io.glyphstream.cli.command.Interruption}: Ctrl-C and SIGTERM.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.command;

import org.jspecify.annotations.NullMarked;
