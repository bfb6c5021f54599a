package io.glyphstream.soak;

import io.glyphstream.cli.soak.SoakSettings;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;

/** The processes of a soak: a broker, and processors that come and go. */
final class ProcessGroup implements AutoCloseable {

    private static final List<String> FENCED =
            List.of("ProducerFencedException", "InvalidProducerEpochException", "TaskMigratedException", "was fenced");
    private static final List<String> NO_BROKER = List.of("no Kafka at");
    private static final List<String> RUNNING = List.of(" running");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MOST_MILLIS_FOR_A_COMMIT = 5_000;

    /** Short enough that images are forgotten, and labels overdue, within any soak, and longer than recoveries take. */
    private static final String LABEL_TTL_SECONDS = "30";

    private final Path folder;
    private final SplittableRandom random;
    private final GroupProtocol groupProtocol;
    private final List<ChildProcess> processors = new ArrayList<>();
    private final Brokers brokers;
    private int started;

    ProcessGroup(Path folder, SplittableRandom random, SoakSettings settings) {
        this.folder = folder;
        this.random = random;
        groupProtocol = settings.groupProtocol();
        brokers = new Brokers(folder, settings.brokers());
    }

    KafkaCluster cluster() {
        return brokers.cluster();
    }

    /** Waits until all brokers that are not lost answer. */
    void awaitBrokers() {
        brokers.awaitAll();
    }

    /** Ends a broker in this way and starts it again. */
    void restartBroker(Consumer<ChildProcess> end) {
        brokers.restart(random, end);
    }

    /** Kills a broker that never comes back, and returns its number. */
    int loseBroker() {
        return brokers.lose(random);
    }

    boolean hasLostABroker() {
        return brokers.hasLostOne();
    }

    int size() {
        return processors.size();
    }

    void join() {
        joinWithClock(Duration.ZERO);
    }

    /** Starts a processor whose clock is off by so much. */
    void joinWithClock(Duration offset) {
        String name = "processor-" + ++started;
        var arguments = new ArrayList<>(List.of(
                "process",
                "--clock-offset=" + offset.toSeconds(),
                "--group-protocol",
                groupProtocol.setting(),
                "--label-ttl",
                LABEL_TTL_SECONDS,
                "--http-port",
                "-1",
                "--instance",
                name,
                "-b",
                cluster().bootstrapServers()));
        if (groupProtocol == GroupProtocol.CLASSIC) {
            arguments.add("--fast-recovery");
        }
        processors.add(ChildProcess.start(name, folder.resolve(name), List.of("-Xmx256m"), arguments));
    }

    /** Waits until every processor has begun to answer images, and returns whether they all have. */
    boolean awaitRunning() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var processor : processors) {
            while (processor.linesWith(RUNNING) == 0) {
                if (!processor.isAlive() || System.nanoTime() > deadline) {
                    return false;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        return true;
    }

    void leave() {
        take().terminate();
    }

    /** Stops all processors, each after its last commit. */
    void leaveAll() {
        while (!processors.isEmpty()) {
            leave();
        }
    }

    /** Returns any processor, which is no member of the group any more. */
    ChildProcess take() {
        return processors.remove(random.nextInt(processors.size()));
    }

    ChildProcess pick() {
        return processors.get(random.nextInt(processors.size()));
    }

    /** Waits until the broker is just writing the end of a processor's transaction, and returns whether it was seen to. */
    boolean awaitCommit() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS_FOR_A_COMMIT);
        try (Admin admin = AdminClients.open(cluster())) {
            while (System.nanoTime() < deadline) {
                if (KafkaReply.of(admin.listTransactions().all()).stream()
                        .anyMatch(transaction -> transaction.state() == TransactionState.PREPARE_COMMIT)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Starts others in place of processors that have died by themselves, and returns the names of those that should not
     * have: one that starts while there is no broker says so and ends, as it should.
     */
    List<String> revive() {
        var fallen =
                processors.stream().filter(processor -> !processor.isAlive()).toList();
        processors.removeAll(fallen);
        fallen.forEach(processor -> join());
        return fallen.stream()
                .filter(processor -> processor.linesWith(NO_BROKER) == 0)
                .map(ChildProcess::name)
                .toList();
    }

    /** Returns how many lines of its log tell that a processor was not let write any more. */
    static long fencings(ChildProcess processor) {
        return processor.linesWith(FENCED);
    }

    @Override
    public void close() {
        processors.forEach(ChildProcess::close);
        brokers.close();
    }
}
