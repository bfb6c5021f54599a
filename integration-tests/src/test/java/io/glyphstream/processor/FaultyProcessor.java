package io.glyphstream.processor;

import io.glyphstream.http.Exposition;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.RemovedRecords;
import io.glyphstream.processor.resume.StartCheck;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Classification;
import io.glyphstream.processor.scoring.Decision;
import io.glyphstream.processor.scoring.Decisions;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.following.FollowerListener;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The processor's stream with models that throw what the test says. In this package because all of it is package-private. */
public final class FaultyProcessor implements AutoCloseable {
    private final Exposition exposition = new Exposition("processor", "faulty");
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ModelFollower<Classifier> follower;
    private final ImageStreams streams;

    private record Faulty(Decisions sound, Consumer<ConsumerRecord<byte[], byte[]>> fault) implements Decisions {
        @Override
        public Decision newest() {
            var decision = sound.newest();
            return records -> {
                records.forEach(fault);
                return decision.outcomes(records);
            };
        }

        @Override
        public Clock clock() {
            return sound.clock();
        }
    }

    /**
     * Starts.
     *
     * @param fault sees each record before it is decided, and may throw
     */
    public FaultyProcessor(
            KafkaCluster cluster,
            Topics topics,
            ProcessorSettings settings,
            Consumer<ConsumerRecord<byte[], byte[]>> fault)
            throws InterruptedException {
        var clock = Clock.systemUTC();
        var removed = new RemovedRecords(topics, () -> {});
        var metrics = new ProcessorMetrics(exposition);
        follower = new ModelFollower<>(
                cluster, topics, new ModelSnapshotLoader(), ModelTrust.everybody(), FollowerListener.silent());
        follower.start();
        if (!follower.awaitServing(Duration.ofSeconds(60))) {
            throw new NoModelException();
        }
        var sound =
                new Classification(topics, () -> follower.current().orElseThrow(NoModelException::new), clock, metrics);
        var facts = new StartCheck(cluster, topics, settings, removed).run();
        var inputs = new TaskInputs(topics, facts.topicIds(), facts.copies(), settings.guarantee(), removed);
        streams = ImageStreams.of(cluster, inputs, settings, new Faulty(sound, fault), metrics);
        streams.start(clock, new RestoreWatch(System::nanoTime), first -> failure.compareAndSet(null, first), () -> {});
    }

    /** Returns why it ended, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Returns how many records it set aside. */
    public long setAside() {
        return exposition
                .text()
                .lines()
                .filter(line -> line.startsWith("glyphstream_records_set_aside_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        streams.stop(ImageStreams.CLOSE_LIMIT);
        follower.close();
    }
}
