package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

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
