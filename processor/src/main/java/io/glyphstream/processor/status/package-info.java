/**
 * What a processor tells of itself: over HTTP, and as reports on the {@code processors} topic.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.processor.status.ProcessorView}: what can be asked of a processor.
 *   <li>{@link io.glyphstream.processor.status.StatusPages}: the pages, beside those that every service has.
 *   <li>{@link io.glyphstream.processor.status.ServiceReports}: the reports, which {@code ServiceReporter} writes.
 *   <li>{@link io.glyphstream.processor.status.ClockWatch}: whether this machine's clock agrees with the brokers'.
 * </ul>
 */
@NullMarked
package io.glyphstream.processor.status;

import org.jspecify.annotations.NullMarked;
