package io.glyphstream.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/*
 * Each dead letter is sent again at most once: a header of the image names the dead letter, so the images topic itself
 * has what was sent. All of one replay are one transaction, and its id shuts out a replay that runs at the same time:
 * what that one has not committed when this one begins, it never will.
 */

/** Feeds dead letters back into the stream, those that can be repaired, each once. */
public final class Replay {

    /** The header that names the dead letter, as partition and offset. */
    public static final String ORIGIN = "glyphstream.replayed.dead-letter";

    private static final int TOLD = 5;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final LetterRepair repair;

    /** Replays the dead letters of a cluster. */
    public Replay(KafkaCluster cluster, Topics topics, LetterRepair repair) {
        this.cluster = cluster;
        this.topics = topics;
        this.repair = repair;
    }

    /**
     * What a replay came to.
     *
     * @param fedBack those that were repaired and fed back, or would be
     * @param before those that had been sent before
     * @param left those of which no image can be made
     * @param reasons why the first of these were left
     */
    public record Result(long fedBack, long before, long left, List<String> reasons) {}

    /** Whether images are sent. */
    public enum Mode {
        SEND,
        ONLY_TELL
    }

    /**
     * Feeds back what can be, in one transaction, or tells what would be.
     *
     * @param told learns how far the images are read, and then the dead letters; it cannot end that, since a dead letter
     *     could be sent twice then
     */
    public Result run(Mode mode, ReadProgress told) {
        var settings = cluster.clientSettings(
                Map.of(), Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(topics)));
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, none, none)) {
            if (mode == Mode.SEND) {
                producer.initTransactions();
            }
            ReadProgress toTheEnd = (topic, done, total) -> {
                told.read(topic, done, total);
                return true;
            };
            var sorting = new Sorting(replayed(toTheEnd));
            CommittedReader.readRecords(cluster, List.of(topics.deadLetters().name()), sorting::take, toTheEnd);
            if (mode == Mode.SEND && !sorting.repaired.isEmpty()) {
                send(producer, sorting.repaired);
            }
            return new Result(sorting.repaired.size(), sorting.before, sorting.left, sorting.reasons);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> repaired) {
        producer.beginTransaction();
        try {
            var sent = new ArrayList<Future<RecordMetadata>>();
            repaired.forEach(record -> sent.add(producer.send(record)));
            for (var one : sent) {
                one.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException refused) {
            producer.abortTransaction();
            throw new KafkaException("no dead letter was sent again: " + refused.getMessage(), refused.getCause());
        } catch (InterruptedException stopped) {
            producer.abortTransaction();
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped; no dead letter was sent again", stopped);
        }
    }

    /** The dead letters that were sent before. */
    private Set<String> replayed(ReadProgress progress) {
        var replayed = new HashSet<String>();
        CommittedReader.readRecords(
                cluster,
                List.of(topics.images().name()),
                image -> Optional.ofNullable(image.headers().lastHeader(ORIGIN))
                        .map(Header::value)
                        .ifPresent(origin -> replayed.add(new String(origin, UTF_8))),
                progress);
        return replayed;
    }

    /** Sorts dead letters into those that are fed back and those that are not. */
    private final class Sorting {

        private final Set<String> replayed;
        private final List<ProducerRecord<byte[], byte[]>> repaired = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private long before;
        private long left;

        Sorting(Set<String> replayed) {
            this.replayed = replayed;
        }

        void take(ConsumerRecord<byte[], byte[]> letter) {
            String place = letter.partition() + "@" + letter.offset();
            if (replayed.contains(place)) {
                before++;
                return;
            }
            repair.repair(letter).accept(new LetterRepair.Outcome.Receiver() {
                @Override
                public void repaired(Image image) {
                    repaired.add(record(letter, image, place));
                }

                @Override
                public void unrepairable(String reason) {
                    leave(letter, reason);
                }
            });
        }

        private ProducerRecord<byte[], byte[]> record(
                ConsumerRecord<byte[], byte[]> letter, Image image, String place) {
            var record = new ProducerRecord<>(
                    topics.images().name(),
                    image.getId().getBytes(UTF_8),
                    topics.images().encode(image));
            letter.headers().forEach(header -> {
                if (!header.key().startsWith("glyphstream.")) {
                    record.headers().add(header);
                }
            });
            record.headers().add(ORIGIN, place.getBytes(UTF_8));
            return record;
        }

        private void leave(ConsumerRecord<byte[], byte[]> letter, String reason) {
            left++;
            if (reasons.size() < TOLD) {
                reasons.add(letter.topic() + "-" + letter.partition() + " at " + letter.offset() + ": " + reason);
            }
        }
    }

    /** Returns the transactional id of all replays. */
    public static String transactionalId(Topics topics) {
        return topics.prefix() + "replay";
    }
}
