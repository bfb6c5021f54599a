package io.glyphstream.processor;

import io.glyphstream.http.Exposition;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.metrics.KafkaSeries;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Decisions;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Scoring;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams with the topology of the images, from its start to its end. */
final class ImageStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ImageStreams.class);

    /** Shorter than what container engines grant before they kill; what is not committed then is done again by others. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(7);

    /** Nothing can be committed then. */
    static final Duration CLOSE_LIMIT_WITHOUT_KAFKA = Duration.ofSeconds(3);

    private final KafkaStreams streams;
    private final Polls polls;
    private final Optional<Path> temporary;
    private volatile boolean ran;

    private ImageStreams(KafkaStreams streams, Polls polls, Optional<Path> temporary) {
        this.streams = streams;
        this.polls = polls;
        this.temporary = temporary;
    }

    static ImageStreams of(
            KafkaCluster cluster,
            TaskInputs inputs,
            ProcessorSettings settings,
            Decisions decisions,
            ProcessorMetrics metrics) {
        try (var opened = new PartlyOpened()) {
            var polls = opened.add(
                    new Polls(inputs.topics().images().name(), decisions::newest, helpers(settings)), Polls::close);
            var temporary = settings.stateDirectory().isPresent()
                    ? Optional.<Path>empty()
                    : Optional.of(opened.add(newFolder(), ImageStreams::remove));
            var folder = settings.stateDirectory().or(() -> temporary).orElseThrow();
            var config = StreamSettings.of(cluster, settings, inputs.copies(), folder, polls);
            var steps = Steps.of(inputs, settings.labelTimeToLive(), decisions, polls, metrics);
            var topology = ClassificationTopology.of(inputs.topics(), config, steps);
            var streams = new KafkaStreams(topology, config);
            opened.complete();
            return new ImageStreams(streams, polls, temporary);
        }
    }

    /** Adds what it can tell of itself, as a client of this name. */
    void report(Exposition exposition, String clientId) {
        exposition.add(new KafkaSeries(streams::metrics, clientId, exposition.labels()));
        exposition.gauge("glyphstream_polled", "Images that were polled and are not being scored yet.", polls::size);
    }

    /** Returns the partitions of a topic that its threads have now. */
    Set<TopicPartition> partitions(String topic) {
        if (!streams.state().isRunningOrRebalancing()) {
            return Set.of();
        }
        try {
            return streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .flatMap(task -> task.topicPartitions().stream())
                    .filter(partition -> partition.topic().equals(topic))
                    .collect(Collectors.toSet());
        } catch (IllegalStateException ended) {
            LOG.debug("no partitions any more", ended);
            return Set.of();
        }
    }

    /**
     * Begins to answer images.
     *
     * @param restores receives how far its state is restored
     * @param failed receives why it ended, if it ends by itself
     * @param changed is called after every change of its status
     */
    void start(Clock clock, RestoreWatch restores, Consumer<Throwable> failed, Runnable changed) {
        streams.setGlobalStateRestoreListener(restores);
        var unused = polls.helperDied().thenAccept(failed);
        streams.setUncaughtExceptionHandler(new FailurePolicy(clock, failed));
        streams.setStateListener((now, before) -> {
            ran |= now == State.RUNNING;
            restores.running(now == State.RUNNING);
            if (now == State.ERROR) {
                failed.accept(new IllegalStateException("all stream threads died"));
            }
            changed.run();
        });
        streams.start();
    }

    /** @param restores what is restored, if anything is */
    ProcessorStatus status(Optional<String> restores) {
        if (streams.state() == State.RUNNING) {
            return new ProcessorStatus.Running();
        }
        return new ProcessorStatus.Preparing(restores.orElse(ran ? "rebalancing" : "joining the other processors"));
    }

    /**
     * Hands its partitions over at once: by default they would wait until the group takes this member for dead.
     *
     * @return true if it stopped in time; if not, Kafka does not answer
     */
    boolean stop(Duration limit) {
        var options = CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(limit);
        boolean stopped = streams.close(options);
        if (!stopped) {
            LOG.warn(
                    "Kafka Streams did not stop within {} s; what is not committed will be done by others",
                    limit.toSeconds());
        }
        polls.close();
        temporary.ifPresent(ImageStreams::remove);
        return stopped;
    }

    /** Returns how many threads score ahead: one for each stream thread, as far as there are cores for them. */
    private static int helpers(ProcessorSettings settings) {
        var idle = Runtime.getRuntime().availableProcessors() - settings.threads();
        return settings.scoring() == Scoring.POLL ? Math.max(0, Math.min(settings.threads(), idle)) : 0;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("glyphstream-processor-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove the temporary folder {}", folder, e);
        }
    }
}
