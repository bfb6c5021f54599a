/**
 * What a service tells of itself over HTTP: whether it lives and is ready, and its metrics for Prometheus. It knows none of the
 * services.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.http.StatusServer}: serves pages, whatever strangers do to its port.
 *   <li>{@link io.glyphstream.http.HealthPages}: the pages that every service has, from its {@code Health}.
 *   <li>{@link io.glyphstream.http.Exposition}: metrics, and their text for Prometheus.
 * </ul>
 */
@NullMarked
package io.glyphstream.http;

import org.jspecify.annotations.NullMarked;
