package io.glyphstream.cli.demo;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.model.Classifier;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.Verification;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.producer.FeedImage;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What every demo does with its topics and its processor. */
final class DemoPipeline {

    /** So long may pass without anything that is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE_TO_COMMIT = Duration.ofSeconds(10);

    /** The images whose scores are computed again: enough to show it, few enough to wait for. */
    private static final int RESCORED = 1_000;

    private final Environment environment;
    private final KafkaCluster cluster;
    private final Topics topics;

    DemoPipeline(Environment environment, KafkaCluster cluster, Topics topics) {
        this.environment = environment;
        this.cluster = cluster;
        this.topics = topics;
    }

    KafkaCluster cluster() {
        return cluster;
    }

    Topics topics() {
        return topics;
    }

    void createTopics() {
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(PARTITIONS, (short) 1);
        }
    }

    /** Returns a processor for a machine that also trains: it may hold the processor up, so nobody gives it up quickly. */
    ImageProcessor processor() {
        var settings = ProcessorSettings.of("demo").withRecovery(new Recovery(PATIENCE, PATIENCE));
        return new ImageProcessor(cluster, topics, settings, environment.clock());
    }

    /**
     * Waits until the processor runs with the models that are wanted.
     *
     * @param what names them
     */
    void requireServing(ImageProcessor processor, Predicate<ModelSet<Classifier>> wanted, String what)
            throws InterruptedException {
        var status = processor.awaitRunning(PATIENCE);
        if (!status.isRunning()) {
            throw new CommandException(ExitCode.FAILED, "the processor is not running: " + status.text(), "");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processor.models().filter(wanted).isEmpty()) {
            boolean stopped = environment.interruption().await(20, TimeUnit.MILLISECONDS);
            if (stopped || hasFailed(processor) || System.nanoTime() > deadline) {
                throw new CommandException(ExitCode.FAILED, what + " did not come into service", "");
            }
        }
    }

    ProduceResult produce(Iterator<FeedImage> images, ProducerSettings settings) {
        try (var producer = new ImageProducer(cluster, topics, settings, environment.clock())) {
            return environment.interruption().stopping(producer::stop, () -> producer.run(images, progress -> {}));
        }
    }

    /** Returns how things stand when all images that were sent are answered and counted, or nothing more comes. */
    static DemoState settled(DemoLedger ledger, ProduceResult sent) throws InterruptedException {
        DemoState end = ledger.await(state -> state.images() >= sent.acknowledged() && state.missing() == 0, PATIENCE);
        if (end.missing() == 0) {
            end = ledger.await(state -> state.differences().isEmpty(), PATIENCE);
        }
        requireSent(sent);
        return end;
    }

    /** Reads all topics again, without what this demo has in memory. */
    VerifyReport verify(DemoState end) {
        double sample = Math.min(1, (double) RESCORED / Math.max(1, end.images()));
        var wanted = new VerifySettings(
                ProcessorSettings.DEFAULT_APPLICATION_ID,
                sample,
                PATIENCE_TO_COMMIT,
                Runtime.getRuntime().availableProcessors());
        return Verification.run(cluster, topics, wanted, environment.clock(), (done, total) -> {});
    }

    static boolean hasFailed(ImageProcessor processor) {
        return processor.status().phase() == ProcessorStatus.Phase.FAILED;
    }

    /** Returns what a future comes to, or throws what its task has thrown. */
    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static void requireSent(ProduceResult result) {
        result.firstFailure().ifPresent(failure -> {
            throw new CommandException(
                    ExitCode.FAILED,
                    Numbers.count(result.failed(), "image") + " could not be sent: " + failure.reason(),
                    "");
        });
    }
}
