package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.PacedLines;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    @Option(names = "--until-now", description = "Print what is there now, from the oldest record on, and end.")
    private boolean untilNow;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Stop after so many; 0 stops at the end of what is there now.")
    private Optional<Long> count = Optional.empty();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    KafkaOptions kafka() {
        return kafka;
    }

    /** Prints the records of a topic until there were enough, the end of what is there, the reader is gone, or Ctrl-C. */
    int follow(Environment environment, Kind kind) {
        return follow(environment, kind, Duration.ZERO);
    }

    /** Does the same, but prints of the records of one key only the newest within each so long a time. */
    int follow(Environment environment, Kind kind, Duration every) {
        if (count.orElse(0L) < 0) {
            throw Usage.mistake("--count must be at least 0 but was " + count.get());
        }
        var topics = kafka.topics();
        var start = fromBeginning || untilNow ? CommittedReader.Start.BEGINNING : CommittedReader.Start.END;
        var lines = new PacedLines(every);
        var watched = List.of(kind.topic(topics));
        try (var reader = new CommittedReader(kafka.reachableCluster(kind.rights()), watched, start)) {
            boolean ending = untilNow || count.equals(Optional.of(0L));
            Map<TopicPartition, Long> ends = ending ? reader.ends() : Map.of();
            long left = count.filter(limit -> limit > 0).orElse(Long.MAX_VALUE);
            while (left > 0
                    && !environment.interruption().isRequested()
                    && !environment.out().checkError()) {
                if (ending && reader.hasPassed(ends)) {
                    print(lines.rest(), left, environment);
                    break;
                }
                for (var message : reader.poll()) {
                    line(message, kind, topics, environment).ifPresent(line -> lines.add(key(message), line));
                }
                left -= print(lines.due(environment.clock().instant()), left, environment);
            }
        }
        return ExitCode.OK.value();
    }

    private static long print(List<String> lines, long most, Environment environment) {
        var printed = lines.subList(0, (int) Math.min(lines.size(), most));
        printed.forEach(environment.out()::println);
        environment.out().flush();
        return printed.size();
    }

    private static String key(ConsumerRecord<byte[], byte[]> message) {
        return message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    }

    private Optional<String> line(
            ConsumerRecord<byte[], byte[]> message, Kind kind, Topics topics, Environment environment) {
        try {
            return kind.read(message, topics)
                    .map(shown -> output.isJson() ? Json.line(shown.facts()) : shown.sentence());
        } catch (UndecodableRecordException foreign) {
            environment
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
            CommandRights rights,
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
