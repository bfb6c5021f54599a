/**
 * A training as files to read: figures as JSON and Markdown, plots, mistakes as a picture.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.trainer.report.ReportFolder}: writes all of them.
 *   <li>{@link io.glyphstream.trainer.report.JsonReport}: the figures as an object.
 *   <li>{@link io.glyphstream.trainer.report.MarkdownReport}: the figures as a text.
 * </ul>
 */
@NullMarked
package io.glyphstream.trainer.report;

import org.jspecify.annotations.NullMarked;
