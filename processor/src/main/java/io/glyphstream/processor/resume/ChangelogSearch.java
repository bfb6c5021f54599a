package io.glyphstream.processor.resume;

import io.glyphstream.counting.LateLabels;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.CauseChain;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A store is restored as bytes, and its records are read later, when nothing tells any more which offset they had. So the
 * changelogs are read once more after a failure. In return, restoring costs nothing extra.
 */
/** Finds the record of an application's changelogs that it cannot read. */
public final class ChangelogSearch {
    private static final Logger LOG = LoggerFactory.getLogger(ChangelogSearch.class);

    private final Map<String, Consumer<byte[]>> readers = new LinkedHashMap<>();

    /** What identifies a record for compaction: a later one takes its place. */
    private record Key(int partition, ByteBuffer bytes) {
        static Key of(ConsumerRecord<byte[], byte[]> record) {
            return new Key(record.partition(), ByteBuffer.wrap(record.key()));
        }
    }

    /** A search among the changelogs of an application. */
    public ChangelogSearch(Topics topics, String applicationId) {
        var partials = topics.accuracyPartials().deserializer();
        readers.put(Changelogs.positions(applicationId), StoredPositions::decode);
        for (var store : List.of(Changelogs.TALLY, Changelogs.NEWEST_PARTIALS)) {
            var changelog = Changelogs.name(applicationId, store);
            readers.put(changelog, value -> partials.deserialize(changelog, value));
        }
        readers.put(Changelogs.name(applicationId, Changelogs.LABELS), LateLabels::check);
    }

    /** Returns the failure with the place of the record that caused it, if it is one of the changelogs. */
    public Throwable explain(Throwable failure, KafkaCluster cluster) {
        return CauseChain.first(failure, UndecodableRecordException.class).isPresent()
                ? find(cluster).<Throwable>map(found -> found).orElse(failure)
                : failure;
    }

    private Optional<UndecodableRecordException> find(KafkaCluster cluster) {
        try (var reader = new TailReader(cluster)) {
            return readers.keySet().stream()
                    .flatMap(changelog -> unreadable(reader, changelog).stream())
                    .findFirst();
        } catch (KafkaException unanswered) {
            LOG.warn("cannot tell which record it is: {}", unanswered.getMessage());
            return Optional.empty();
        }
    }

    private Optional<UndecodableRecordException> unreadable(TailReader reader, String changelog) {
        var found = new LinkedHashMap<Key, UndecodableRecordException>();
        reader.readAll(changelog, record -> {
            var key = Key.of(record);
            found.remove(key);
            check(record).ifPresent(unreadable -> found.put(key, unreadable));
        });
        return found.values().stream().findFirst();
    }

    private Optional<UndecodableRecordException> check(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                readers.getOrDefault(record.topic(), value -> {}).accept(record.value());
            }
            return Optional.empty();
        } catch (UndecodableRecordException unreadable) {
            return Optional.of(unreadable.at(record.topic(), record.partition(), record.offset()));
        }
    }
}
