package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;

/** Whether anybody listens where Kafka should be: Kafka's clients would try for a minute before they say no. */
final class Reachability {

    private static final int MILLIS = 3_000;

    private Reachability() {}

    /** Returns normally if one of the addresses accepts a connection. */
    static void require(KafkaCluster cluster) {
        var refusals = new ArrayList<String>();
        for (InetSocketAddress address : addresses(cluster)) {
            try (var socket = new Socket()) {
                socket.connect(address, MILLIS);
                requireUnderstanding(cluster);
                return;
            } catch (IOException refused) {
                refusals.add(address.getHostString() + ":" + address.getPort() + " (" + refused.getMessage() + ")");
            }
        }
        throw new CommandException(
                ExitCode.NO_KAFKA,
                "no Kafka at " + String.join(", ", refusals),
                "Start a broker (glyphstream broker), or name yours with --bootstrap-servers HOST:PORT.");
    }

    /** Where the user chose settings, they may be wrong, and a client that is not understood tries for a minute, too. */
    private static void requireUnderstanding(KafkaCluster cluster) {
        if (cluster.settings().isEmpty()) {
            return;
        }
        try (var admin = client(cluster)) {
            AdminClients.get(admin.describeCluster().clusterId());
        } catch (TimeoutException unanswered) {
            throw new CommandException(
                    ExitCode.NO_KAFKA,
                    "somebody listens at " + cluster.bootstrapServers()
                            + ", but does not understand these settings: "
                            + cluster.settings().keySet(),
                    "Check -X and --command-config, above all security.protocol.");
        }
    }

    /** Kafka's clients check settings when they are made, and the reason is in the innermost cause. */
    private static Admin client(KafkaCluster cluster) {
        try {
            return AdminClients.open(cluster);
        } catch (KafkaException | IllegalArgumentException refused) {
            Throwable reason = refused;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            throw new CommandException(
                    ExitCode.USAGE,
                    "Kafka's client refuses its settings " + cluster.settings().keySet() + ": "
                            + Failures.messageOf(reason),
                    "Check -X and --command-config.");
        }
    }

    private static List<InetSocketAddress> addresses(KafkaCluster cluster) {
        try {
            return ClientUtils.parseAndValidateAddresses(
                    List.of(cluster.bootstrapServers().split(",")), "use_all_dns_ips");
        } catch (ConfigException unusable) {
            throw new CommandException(
                    ExitCode.NO_KAFKA,
                    "no Kafka at " + cluster.bootstrapServers() + ": " + unusable.getMessage(),
                    "Name it with --bootstrap-servers HOST:PORT.");
        }
    }
}
