/**
 * Counts how often each model version is right: in total and in windows, with labels that come before or after their images. It
 * knows no stream engine; {@code processor} gives it the stores and sends on what it counts.
 *
 * <p>Read first: {@link io.glyphstream.counting.TallyLedger} (the counts of one partition),
 * {@link io.glyphstream.counting.LateLabels} (images and labels that wait for each other),
 * {@link io.glyphstream.counting.LabelMemory} and {@link io.glyphstream.counting.LabelJournal} (what it remembers, and how that
 * outlives a crash), {@link io.glyphstream.counting.AccuracyReports} (from counts to a report).
 */
@NullMarked
package io.glyphstream.counting;

import org.jspecify.annotations.NullMarked;
