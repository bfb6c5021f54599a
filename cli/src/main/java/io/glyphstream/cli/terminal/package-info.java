/**
 * What people see: text, tables, pictures and progress on a terminal, and JSON for programs. Knows no command.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.terminal.Output}: standard output or standard error; escapes what a terminal would obey.
 *   <li>{@link io.glyphstream.cli.terminal.Terminal}: what the terminal can show.
 *   <li>{@link io.glyphstream.cli.terminal.TextTable}: aligned columns.
 *   <li>{@link io.glyphstream.cli.terminal.ProgressDisplay}: a bar that shows how far long work is.
 *   <li>{@link io.glyphstream.cli.terminal.Json}: results as lines of JSON.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.terminal;

import org.jspecify.annotations.NullMarked;
