package io.glyphstream.operations;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Connections for looking after topics. */
public final class AdminClients {

    /* A person waits: what is not answered within 15 s will not be. */
    private static final Map<String, ?> DEFAULTS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            AdminClientConfig.CLIENT_ID_CONFIG, "glyphstream-admin");

    private AdminClients() {}

    /** Returns a client that gives up after 15 s. */
    public static Admin open(KafkaCluster cluster) {
        return Admin.create(cluster.clientSettings(DEFAULTS, Map.of()));
    }
}
