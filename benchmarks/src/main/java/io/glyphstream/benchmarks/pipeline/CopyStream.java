package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.processor.StreamSettings;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The least that Kafka Streams can do with images: it writes each, as its bytes, to another topic, with a processor's settings. */
final class CopyStream implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Path folder;

    private CopyStream(KafkaStreams streams, Path folder) {
        this.streams = streams;
        this.folder = folder;
    }

    static CopyStream start(KafkaCluster cluster, ProcessorSettings settings, String from, String to) {
        Path folder = newFolder();
        var config = StreamSettings.withoutScoring(cluster, settings, folder);
        var builder = new StreamsBuilder(new TopologyConfig(config));
        Serde<byte[]> bytes = Serdes.ByteArray();
        builder.stream(from, Consumed.with(bytes, bytes).withName("read"))
                .to(to, Produced.with(bytes, bytes).withName("write"));
        Topology topology = builder.build();
        var streams = new KafkaStreams(topology, config);
        streams.start();
        return new CopyStream(streams, folder);
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_LIMIT));
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("glyphstream-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }
}
