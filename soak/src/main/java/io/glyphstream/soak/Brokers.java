package io.glyphstream.soak;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.broker.FreePorts;
import io.glyphstream.cli.soak.SoakFailedException;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.ApiException;

/** The brokers of a soak: one, or three that keep a copy of everything each and elect a controller among themselves. */
final class Brokers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int count;
    private final int[] ports;
    private final Map<Integer, ChildProcess> living = new TreeMap<>();

    /** Starts so many. */
    Brokers(Path folder, int count) {
        this.folder = folder;
        this.count = count;
        ports = FreePorts.choose(0, 2 * count);
        IntStream.rangeClosed(1, count).forEach(this::start);
    }

    /** The cluster, at the addresses of all its brokers, the lost ones too. */
    KafkaCluster cluster() {
        String addresses = IntStream.rangeClosed(1, count)
                .mapToObj(node -> EmbeddedBroker.HOST + ":" + port(node))
                .collect(Collectors.joining(","));
        return new KafkaCluster(addresses, Map.of());
    }

    /** Waits until each one that is not lost answers. */
    void awaitAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        living.forEach((node, broker) -> await(node, broker, deadline));
    }

    /** Ends one in this way, and starts it again. */
    void restart(SplittableRandom random, Consumer<ChildProcess> end) {
        int node = pick(random);
        end.accept(broker(node));
        start(node);
    }

    /** Kills one that is never started again, and returns its number. */
    int lose(SplittableRandom random) {
        int node = pick(random);
        broker(node).kill();
        living.remove(node);
        return node;
    }

    boolean hasLostOne() {
        return living.size() < count;
    }

    @Override
    public void close() {
        living.values().forEach(ChildProcess::close);
    }

    private ChildProcess broker(int node) {
        return living.getOrDefault(node, living.values().iterator().next());
    }

    private int pick(SplittableRandom random) {
        return new ArrayList<>(living.keySet()).get(random.nextInt(living.size()));
    }

    private int port(int node) {
        return ports[2 * (node - 1)];
    }

    private void await(int node, ChildProcess broker, long deadline) {
        while (!answers(node)) {
            if (!broker.isAlive() || System.nanoTime() > deadline) {
                throw new SoakFailedException("a broker did not start", "See " + folder.resolve(broker.name()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean answers(int node) {
        if (!listens(node)) {
            return false;
        }
        var alone = new KafkaCluster(
                EmbeddedBroker.HOST + ":" + port(node),
                Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "1000"));
        try (var admin = AdminClients.open(alone)) {
            return !KafkaReply.of(admin.describeCluster().nodes()).isEmpty();
        } catch (ApiException notYet) {
            return false;
        }
    }

    /** Kafka's clients would log each connection that is refused. */
    private boolean listens(int node) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(node))) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private void start(int node) {
        String name = count == 1 ? "broker" : "broker-" + node;
        var arguments = new ArrayList<>(List.of("broker", "--port", Integer.toString(port(node)), "--directory"));
        arguments.add(folder.resolve(count == 1 ? "kafka" : "kafka-" + node).toString());
        if (count > 1) {
            clusterSettings(node)
                    .forEach((key, value) -> arguments.addAll(List.of("--broker-setting", key + "=" + value)));
        }
        living.put(node, ChildProcess.start(name, folder.resolve(name), List.of("-Xmx512m"), arguments));
    }

    private Map<String, String> clusterSettings(int node) {
        String copies = Integer.toString(count);
        var settings = new LinkedHashMap<String, String>();
        settings.put("node.id", Integer.toString(node));
        settings.put(
                "listeners",
                "PLAINTEXT://" + EmbeddedBroker.HOST + ":" + port(node) + ",CONTROLLER://" + controller(node));
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, count)
                        .mapToObj(voter -> voter + "@" + controller(voter))
                        .collect(Collectors.joining(",")));
        // Kafka's own defaults: what needs copies has to ask for them.
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", "2");
        // A dead broker is found out within 2 s rather than 9.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    private String controller(int node) {
        return EmbeddedBroker.HOST + ":" + ports[2 * (node - 1) + 1];
    }
}
