/**
 * What an operator asks and does, without a terminal: commands print it, and other programs can use it as it is.
 *
 * <p>Read first: {@link io.glyphstream.operations.FleetStatus}, how all is; {@link io.glyphstream.operations.ModelList}, the
 * versions and who serves; {@link io.glyphstream.operations.Guard}, which rolls a bad champion back;
 * {@link io.glyphstream.operations.CommittedReader}, how topics are read; {@link io.glyphstream.operations.JsonView}, how all
 * of it looks as JSON.
 */
@NullMarked
package io.glyphstream.operations;

import org.jspecify.annotations.NullMarked;
