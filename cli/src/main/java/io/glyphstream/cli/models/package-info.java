/**
 * A model's life, as commands: train, and everything under models.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.models.ModelsCommand} and {@link io.glyphstream.cli.models.TrainCommand}: the groups, which hold the others.
 *   <li>{@code Training}: from options to a released model.
 *   <li>{@code DecisionOptions}: what all commands that decide who serves have in common.
 *   <li>{@code ModelsListCommand}: the smallest that reads.
 *   <li>{@code ModelsPromoteCommand}: the smallest that decides.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.models;

import org.jspecify.annotations.NullMarked;
