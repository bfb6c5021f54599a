package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

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

    /** Returns what the cluster answers; what it refuses is thrown as it is. */
    static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException(refused.getCause());
        }
    }
}
