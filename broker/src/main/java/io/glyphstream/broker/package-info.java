/**
 * A Kafka broker inside this process, for the demo, for a broker without an installation, and for tests.
 *
 * <p>Read first: {@link io.glyphstream.broker.EmbeddedBroker}, {@link io.glyphstream.broker.BrokerSettings}.
 */
@NullMarked
package io.glyphstream.broker;

import org.jspecify.annotations.NullMarked;
