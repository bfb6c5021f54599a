package io.glyphstream.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an embedded broker is started with.
 *
 * @param directory where the broker keeps its data and finds it again; empty for a temporary directory that goes when it stops
 * @param port where clients reach it on the loopback address; 0 for any free port
 * @param settings Kafka's own broker settings, which win over the ones chosen here
 */
public record BrokerSettings(Optional<Path> directory, int port, Map<String, String> settings) {

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within [0, 65535] but was " + port);
        }
        settings = Map.copyOf(settings);
    }

    /** A broker on any free port whose data goes when it stops. */
    public static BrokerSettings temporary() {
        return new BrokerSettings(Optional.empty(), 0, Map.of());
    }
}
