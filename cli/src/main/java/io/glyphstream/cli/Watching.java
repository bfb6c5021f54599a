package io.glyphstream.cli;

import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every {@code glyphstream watch} does: follow one topic and print what comes. */
final class Watching {

    @Option(names = "--from-beginning", description = "Begin with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Stop after so many; 0 stops at the end of what is there now.")
    private Optional<Long> count = Optional.empty();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Prints the records of a topic until there were enough, the reader is gone, or Ctrl-C. */
    int follow(Surroundings surroundings, Kind kind) {
        if (count.orElse(0L) < 0) {
            throw Usage.mistake("--count must be at least 0 but was " + count.get());
        }
        var topics = kafka.topics();
        var start = fromBeginning ? TopicReader.Start.BEGINNING : TopicReader.Start.END;
        try (var reader = new TopicReader(kafka.reachableCluster(), List.of(kind.topic(topics)), start)) {
            Map<TopicPartition, Long> ends = count.equals(Optional.of(0L)) ? reader.ends() : Map.of();
            long left = count.filter(limit -> limit > 0).orElse(Long.MAX_VALUE);
            boolean ending = !ends.isEmpty();
            while (left > 0
                    && !surroundings.interruption().isRequested()
                    && !surroundings.out().checkError()) {
                if (ending && reader.hasPassed(ends)) {
                    break;
                }
                left -= printAll(reader.poll(), left, kind, topics, surroundings);
            }
        }
        return ExitCode.OK.value();
    }

    private long printAll(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            long most,
            Kind kind,
            Topics topics,
            Surroundings surroundings) {
        long printed = 0;
        for (var message : records) {
            if (printed == most) {
                break;
            }
            Optional<String> line = line(message, kind, topics, surroundings);
            if (line.isPresent()) {
                surroundings.out().println(line.get());
                printed++;
            }
        }
        surroundings.out().flush();
        return printed;
    }

    private Optional<String> line(
            ConsumerRecord<byte[], byte[]> message, Kind kind, Topics topics, Surroundings surroundings) {
        try {
            return kind.read(message, topics)
                    .map(shown -> output.isJson() ? Json.line(shown.facts()) : shown.sentence());
        } catch (UndecodableRecordException foreign) {
            surroundings
                    .err()
                    .println("glyphstream: passed over record " + message.offset() + " of " + message.topic() + "-"
                            + message.partition() + ": " + foreign.getMessage());
            return Optional.empty();
        }
    }

    /** A record for people and for programs. */
    record Shown(String sentence, Map<String, @Nullable Object> facts) {}

    /** What there is to watch. */
    record Kind(
            Function<Topics, String> topicName,
            BiFunction<ConsumerRecord<byte[], byte[]>, Topics, Optional<Shown>> reading) {

        String topic(Topics topics) {
            return topicName.apply(topics);
        }

        /** Nothing for a tombstone. */
        Optional<Shown> read(ConsumerRecord<byte[], byte[]> message, Topics topics) {
            return reading.apply(message, topics);
        }
    }
}
