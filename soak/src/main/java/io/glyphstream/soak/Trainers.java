package io.glyphstream.soak;

import io.glyphstream.learning.service.TrainingRequests;
import io.glyphstream.operations.TrainerStatus;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The trainer services of a soak, as processes of their own: one but for a while. */
final class Trainers implements AutoCloseable {

    /** The name that they publish under. */
    static final String MODEL = "learned";

    private static final List<String> NO_BROKER = List.of("no Kafka at");
    private static final List<String> STANDING_BY = List.of("standing by for the trainer");
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path folder;
    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final List<ChildProcess> processes = new ArrayList<>();
    private int started;

    Trainers(Path folder, KafkaCluster cluster, Topics topics, Clock clock) {
        this.folder = folder;
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** Starts one; its trainings are short, and so are the times between them. */
    ChildProcess start() {
        String name = "trainer-" + ++started;
        var process = ChildProcess.start(
                name,
                folder.resolve(name),
                List.of("-Xmx256m"),
                List.of(
                        "trainer",
                        "--name",
                        MODEL,
                        "--instance",
                        name,
                        "--every",
                        "3000",
                        "--not-more-often-than",
                        "10",
                        "--window",
                        "2000",
                        "--watch",
                        "300",
                        "--set",
                        "hidden=24",
                        "--set",
                        "epochs=4",
                        "-b",
                        cluster.bootstrapServers()));
        processes.add(process);
        return process;
    }

    /** Kills the one that is at work, or any if none is, and returns what it had in hand. */
    Optional<TrainerReport> kill() {
        var report = report();
        var victim = report.flatMap(this::process).orElse(processes.get(0));
        victim.kill();
        processes.remove(victim);
        return report();
    }

    /** Asks for a training, and returns true once one is in hand. */
    boolean awaitTraining(Duration limit) {
        new TrainingRequests(cluster, topics, clock).request(MODEL, "soak", "to be killed in it");
        return await(limit, () -> report().filter(now -> now.getOrder() != null).isPresent());
    }

    /** Returns true once a trainer is at work, and no training is in hand. */
    boolean awaitIdle(Duration limit) {
        return await(
                limit,
                () -> isReported(report -> report.getOrder() == null
                        && (report.getState() == TrainerState.COLLECTING
                                || report.getState() == TrainerState.WATCHING)));
    }

    /** Returns true once this one is at work. */
    boolean awaitAtWork(ChildProcess trainer, Duration limit) {
        return await(limit, () -> isReported(report -> report.getInstance().equals(trainer.name())));
    }

    /** Returns true once this one stands by for another. */
    boolean awaitStandingBy(ChildProcess trainer, Duration limit) {
        return await(limit, () -> trainer.linesWith(STANDING_BY) > 0);
    }

    /** Stops this one as an operator does. */
    void leave(ChildProcess trainer) {
        trainer.terminate();
        processes.remove(trainer);
    }

    /** Stops all of them. */
    void leaveAll() {
        List.copyOf(processes).forEach(this::leave);
    }

    /** Returns any. */
    ChildProcess any() {
        return processes.get(0);
    }

    /**
     * Starts another in place of those that have died by themselves, and returns the names of those that should not have: one
     * that starts while there is no broker says so and ends, as it should.
     */
    List<String> revive() {
        var fallen = processes.stream().filter(process -> !process.isAlive()).toList();
        processes.removeAll(fallen);
        if (processes.isEmpty()) {
            start();
        }
        return fallen.stream()
                .filter(process -> process.linesWith(NO_BROKER) == 0)
                .map(ChildProcess::name)
                .toList();
    }

    /** Returns the newest report. */
    Optional<TrainerReport> report() {
        return TrainerStatus.read(cluster, topics, clock).reports().stream()
                .filter(report -> report.getModel().equals(MODEL))
                .findFirst();
    }

    private boolean isReported(Predicate<TrainerReport> wanted) {
        var status = TrainerStatus.read(cluster, topics, clock);
        return status.reports().stream()
                .filter(report -> report.getModel().equals(MODEL) && !status.isGone(report))
                .anyMatch(wanted);
    }

    private Optional<ChildProcess> process(TrainerReport report) {
        return processes.stream()
                .filter(process -> process.name().equals(report.getInstance()))
                .findFirst();
    }

    private static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
    }
}
