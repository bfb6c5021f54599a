package io.glyphstream.learning.window;

import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.References;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * What was done so that a model's data outlive retention.
 *
 * @param records how many records are on the topic of pins for the model
 * @param copied how many of these were copied now; the others were there already
 * @param bytes how many bytes of keys and values were written for those
 */
public record DataPin(ModelReference model, long records, long copied, long bytes) {

    /** Whether the data of a model are pinned. */
    public enum State {
        PINNED,
        NOT_PINNED,
        /** The user may not read the topic of pins. */
        UNKNOWN
    }

    /**
     * Copies the records of the log that a manifest names to the topic of pins, but for those that are there already. A range
     * counts as pinned only when all of its records are written and the SHA-256 of the data is that of the manifest: until then
     * it can be done again.
     *
     * @throws PinException when the manifest names no records, or others than are there
     * @throws MissingRecordsException when some are gone and were not pinned
     */
    public static DataPin pin(KafkaCluster cluster, Topics topics, ModelManifest manifest, ReadProgress progress)
            throws MissingRecordsException {
        var log = log(manifest);
        var rule = rule(manifest, log);
        var ranges = new LogRanges(log.getImages(), log.getLabels());
        try (var copy = new PinCopy(cluster, topics, ranges)) {
            copy.readKnown(progress);
            var window = new LogReader(cluster, topics)
                    .read(ranges, rule, Optional.of(ImageShape.of(manifest)), progress, copy::take);
            if (!window.sha256().equals(log.getSha256())) {
                throw failure(
                        manifest,
                        "the images and labels in its ranges have the SHA-256 " + Digests.hex(window.sha256())
                                + ", and its manifest says " + Digests.hex(log.getSha256()));
            }
            copy.complete();
            return new DataPin(manifest.getReference(), copy.records(), copy.copied(), copy.bytes());
        }
    }

    /** Returns whether the data that a manifest names are pinned. Reads what says so, not the records. */
    public static State state(KafkaCluster cluster, Topics topics, LogData log) {
        try (var consumer = TopicReader.consumerForManyPlaces(cluster)) {
            var pinned = new PinsTopic(cluster, topics, consumer).ranges();
            return Stream.of(log.getImages(), log.getLabels())
                            .flatMap(List<OffsetRange>::stream)
                            .filter(range -> range.getFrom() < range.getTo())
                            .allMatch(range -> pinned.stream().anyMatch(cover -> PinsTopic.covers(cover, range)))
                    ? State.PINNED
                    : State.NOT_PINNED;
        } catch (AuthorizationException hidden) {
            return State.UNKNOWN;
        }
    }

    private static LogData log(ModelManifest manifest) {
        @Nullable LogData log = manifest.getTraining().getLog();
        if (log == null) {
            throw failure(
                    manifest,
                    "it was trained on a file, " + manifest.getTraining().getDataset() + ", and on nothing of the log");
        }
        return log;
    }

    private static WindowRule rule(ModelManifest manifest, LogData log) {
        try {
            return NamedWindow.rule(log);
        } catch (IllegalArgumentException unknown) {
            throw new PinException(text(manifest, String.valueOf(unknown.getMessage())), unknown);
        }
    }

    private static PinException failure(ModelManifest manifest, String why) {
        return new PinException(text(manifest, why));
    }

    private static String text(ModelManifest manifest, String why) {
        return "the data of " + References.text(manifest) + " cannot be pinned: " + why;
    }
}
