package io.glyphstream.cli.kafka;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Checks in a few seconds whether a broker answers with the user's settings. Kafka's clients would try for a minute, and not
 * say why they failed.
 */
final class Reachability {

    private static final int MILLIS = 3_000;
    private static final int GLANCE_MILLIS = 100;

    /** So many closed connections are no accident. */
    private static final int HUNG_UP = 3;

    private Reachability() {}

    /** Returns normally if one of the addresses accepts a connection, and understands the security settings. */
    static void require(KafkaCluster cluster) {
        var protocol = SettingsCheck.require(cluster);
        var refusals = new ArrayList<String>();
        for (InetSocketAddress address : addresses(cluster)) {
            var refusal = refusal(address);
            if (refusal.isEmpty()) {
                requireUnderstanding(cluster, protocol, address);
                return;
            }
            refusals.add(refusal.get());
        }
        throw nobody(refusals);
    }

    /** Returns why an address takes no connection, or empty if it takes one. */
    private static Optional<String> refusal(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, MILLIS);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(address.getHostString() + ":" + address.getPort() + " (" + refused.getMessage() + ")");
        }
    }

    private static CommandException nobody(List<String> refusals) {
        return new CommandException(
                ExitCode.NO_KAFKA,
                "no Kafka at " + String.join(", ", refusals),
                "Start a broker (glyphstream broker), or name yours with --bootstrap-servers HOST:PORT.");
    }

    /** A client that is not understood is disconnected, and would try again for a minute. */
    private static void requireUnderstanding(
            KafkaCluster cluster, SecurityProtocol protocol, InetSocketAddress address) {
        var admin = client(cluster);
        try {
            var answer = admin.describeCluster().clusterId();
            if (awaitAnswer(admin, answer)) {
                KafkaReply.of(answer);
                return;
            }
            // A broker that stops closes its connections too, and takes no others.
            refusal(address).ifPresent(refusal -> {
                throw nobody(List.of(refusal));
            });
            Listener.requireProtocol(protocol, address);
            if (closedConnections(admin) >= HUNG_UP) {
                throw Listener.hangsUp(protocol, address);
            }
            requireAnswer(cluster, answer);
        } finally {
            // Without waiting for what is still unanswered.
            admin.close(Duration.ZERO);
        }
    }

    /** Returns whether the answer came, or a failure in its place, before the listener hung up for good. */
    private static boolean awaitAnswer(Admin admin, KafkaFuture<?> answer) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
        while (!answer.isDone() && System.nanoTime() < deadline && closedConnections(admin) < HUNG_UP) {
            await(answer);
        }
        return answer.isDone();
    }

    private static void await(KafkaFuture<?> answer) {
        try {
            answer.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException | ExecutionException notYet) {
            // The failure stays in the answer.
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    /** Settings that the user chose may be wrong; with none, a broker may only be slow, and what follows waits for it. */
    private static void requireAnswer(KafkaCluster cluster, KafkaFuture<?> answer) {
        if (cluster.settings().isEmpty()) {
            return;
        }
        try {
            KafkaReply.of(answer);
        } catch (TimeoutException unanswered) {
            throw new CommandException(
                    ExitCode.NO_KAFKA,
                    "something listens at " + cluster.bootstrapServers() + ", but does not answer with these settings: "
                            + new TreeSet<>(cluster.settings().keySet()),
                    "Check -X and --command-config, above all security.protocol.");
        }
    }

    private static long closedConnections(Admin admin) {
        return admin.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-close-total"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }

    private static Admin client(KafkaCluster cluster) {
        try {
            return AdminClients.open(cluster);
        } catch (KafkaException | IllegalArgumentException refused) {
            throw SettingsCheck.refused(cluster, refused);
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
