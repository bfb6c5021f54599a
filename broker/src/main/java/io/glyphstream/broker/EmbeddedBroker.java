package io.glyphstream.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/*
 * Everything here but this class's own methods is Kafka's internal API: it is kept in one place, and the version is pinned.
 *
 * The quorum of one is given by the static `controller.quorum.voters` rather than written into the log: the controller's port
 * is chosen again at each start, and a voter that is recorded in the log could not be found again under another port.
 *
 * A broker that died is still its partitions' leader in the metadata until its session is over. One that is back sooner assumes
 * that it leads them and goes on with transactions that were left open; then the dead one is fenced, nobody leads for a moment, and
 * Kafka takes a partition without a leader for a deleted one: the marker that ends a transaction there is never written. Its
 * records then count with the next transaction, or block all that follow. So after such a death the controller runs alone first,
 * until it has fenced the dead broker. In a cluster of several nodes the others do that.
 */

/**
 * A Kafka broker with its controller, one node inside this process, reachable from this machine only. It is all of its
 * cluster unless its settings name other voters.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Where the broker listens: on this machine only. */
    public static final String HOST = "127.0.0.1";

    private static final int NODE = 1;
    private static final String VOTERS = "controller.quorum.voters";

    /** What Kafka leaves behind when it was stopped, and removes when it starts. */
    private static final String STOPPED = ".kafka_cleanshutdown";

    private static final Duration FENCING_PATIENCE = Duration.ofSeconds(10);

    private final KafkaRaftServer server;
    private final int port;
    private final DataDirectory directory;

    private EmbeddedBroker(KafkaRaftServer server, int port, DataDirectory directory) {
        this.server = server;
        this.port = port;
        this.directory = directory;
    }

    /**
     * Returns a broker that accepts clients; it takes 2 to 4 seconds.
     *
     * @throws BrokerStartException when the port is in use, the directory cannot be written, or a setting is refused
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        int[] ports = choosePorts(settings);
        DataDirectory directory = DataDirectory.open(settings.directory());
        try {
            var configuration = configuration(settings, ports, directory.path());
            format(directory.path(), configuration);
            if (!settings.settings().containsKey(VOTERS) && hasDied(directory.path())) {
                fenceTheDead(configuration, ports[1]);
            }
            var config = new KafkaConfig(configuration, false);
            return new EmbeddedBroker(startServer(config), ports[0], directory);
        } catch (Throwable failed) {
            directory.close();
            throw new BrokerStartException("the broker did not start: " + failed.getMessage(), failed);
        }
    }

    /** The address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The port of that address. */
    public int port() {
        return port;
    }

    /** Where the data lies. */
    public Path directory() {
        return directory.path();
    }

    /** Stops the broker and waits until it has; clients should have gone before. Closing again does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        directory.close();
    }

    /** One of which a part did not start is stopped, or its controller would go on in a folder that is gone. */
    private static KafkaRaftServer startServer(KafkaConfig config) {
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (Throwable failed) {
            server.shutdown();
            server.awaitShutdown();
            throw failed;
        }
    }

    private static int[] choosePorts(BrokerSettings settings) {
        try {
            return FreePorts.choose(settings.port(), 2);
        } catch (FreePorts.PortTakenException taken) {
            throw new BrokerStartException(
                    taken.getMessage() + ": another broker may be running there; choose another port", taken);
        }
    }

    private static Map<String, String> configuration(BrokerSettings settings, int[] ports, Path directory) {
        String broker = "PLAINTEXT://" + HOST + ":" + ports[0];
        var configuration = new HashMap<>(Map.ofEntries(
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("listeners", broker + ",CONTROLLER://" + HOST + ":" + ports[1]),
                Map.entry("advertised.listeners", broker),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(VOTERS, NODE + "@" + HOST + ":" + ports[1]),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("auto.create.topics.enable", "false")));
        configuration.putAll(sizedForOneNode());
        configuration.putAll(quickToRecover());
        configuration.putAll(settings.settings());
        return configuration;
    }

    /** Returns whether a broker worked here that was not stopped. */
    private static boolean hasDied(Path directory) {
        return Files.exists(directory.resolve("__cluster_metadata-0")) && Files.notExists(directory.resolve(STOPPED));
    }

    /** Runs the controller alone until the broker that died is no leader any more. */
    private static void fenceTheDead(Map<String, String> configuration, int port) throws JMException {
        var alone = new HashMap<>(configuration);
        alone.put("process.roles", "controller");
        alone.put("listeners", "CONTROLLER://" + HOST + ":" + port);
        alone.remove("advertised.listeners");
        alone.put("broker.heartbeat.interval.ms", "250");
        alone.put("broker.session.timeout.ms", "500");
        var controller = new KafkaRaftServer(new KafkaConfig(alone, false), Time.SYSTEM);
        try {
            controller.startup();
            long deadline = System.nanoTime() + FENCING_PATIENCE.toNanos();
            while ((brokers("Fenced") == 0 || brokers("Active") > 0) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** Returns how many brokers a controller in this process knows that are in this state. */
    private static int brokers(String state) throws JMException {
        var metrics = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName("kafka.controller:type=KafkaController,name=" + state + "BrokerCount");
        return metrics.isRegistered(name) ? ((Number) metrics.getAttribute(name, "Value")).intValue() : 0;
    }

    private static Map<String, String> sizedForOneNode() {
        return Map.ofEntries(
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                // A transaction that begins while the one before is still being sealed waits here, rather than being
                // refused and sent again.
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "2"),
                Map.entry("add.partitions.to.txn.retry.backoff.max.ms", "2000"),
                // The default takes 128 MiB of heap.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)));
    }

    /** Settings that let a processor that was killed be replaced within seconds, where the defaults take most of a minute. */
    private static Map<String, String> quickToRecover() {
        return Map.ofEntries(
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
                Map.entry("group.streams.min.session.timeout.ms", "3000"),
                Map.entry("group.streams.session.timeout.ms", "3000"),
                Map.entry("group.streams.min.heartbeat.interval.ms", "1000"),
                Map.entry("group.streams.heartbeat.interval.ms", "1000"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
    }

    /** All nodes of a cluster are told of the same voters, so that they come to the same id without asking each other. */
    private static Uuid clusterId(Map<String, String> configuration) {
        var voters = configuration.getOrDefault(VOTERS, "").getBytes(StandardCharsets.UTF_8);
        var id = UUID.nameUUIDFromBytes(voters);
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static int nodeId(Map<String, String> configuration) {
        String id = configuration.getOrDefault("node.id", "");
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException none) {
            throw new BrokerStartException("node.id must be a whole number but was " + id, none);
        }
    }

    /** Makes an empty directory a node's; one that is a node's already keeps its identity and its data. */
    private static void format(Path directory, Map<String, String> configuration) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(silent)
                .setNodeId(nodeId(configuration))
                .setClusterId(clusterId(configuration).toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }
}
