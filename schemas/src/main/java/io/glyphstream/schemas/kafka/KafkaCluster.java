package io.glyphstream.schemas.kafka;

import io.glyphstream.schemas.SchemaIds;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrapServers addresses to begin with, such as {@code localhost:9092}, separated by commas
 * @param settings the user's own settings, which pass through to every Kafka client untouched; they may hold secrets
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> settings) {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Copies the settings; addresses must not be blank. */
    public KafkaCluster {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap servers must be host:port[,host:port] but were blank");
        }
        settings = Map.copyOf(settings);
    }

    /**
     * Returns the settings of one client: {@code defaults}, overruled by the user's, overruled by {@code required}, and
     * the cluster's address.
     */
    public Map<String, Object> clientSettings(Map<String, ?> defaults, Map<String, ?> required) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(settings);
        all.remove(SchemaIds.REGISTRY_URL);
        all.putAll(required);
        all.put(BOOTSTRAP_SERVERS, bootstrapServers);
        return all;
    }

    /** Returns the address and the names of the settings, without values: those may be passwords. */
    @Override
    public String toString() {
        return "KafkaCluster[" + bootstrapServers + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
    }
}
