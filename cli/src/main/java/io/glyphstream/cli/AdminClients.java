package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Connections for looking after topics. */
final class AdminClients {

    /* A person waits: what is not answered within 15 s will not be. */
    private static final Map<String, ?> DEFAULTS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            AdminClientConfig.CLIENT_ID_CONFIG, "glyphstream-admin");

    private AdminClients() {}

    static Admin open(KafkaCluster cluster) {
        return Admin.create(cluster.clientSettings(DEFAULTS, Map.of()));
    }
}
