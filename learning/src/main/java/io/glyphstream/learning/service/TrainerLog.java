package io.glyphstream.learning.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.TrainingRequest;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest report and request on the trainers topic that are about one model. For one thread. */
final class TrainerLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerLog.class);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Topics topics;
    private final String model;
    private final TopicReader reader;
    private @Nullable TrainerReport report;
    private @Nullable Request request;
    private @Nullable LaterReleaseException laterReport;
    private @Nullable LaterReleaseException laterRequest;

    /** Somebody asks for a training, at an offset of the topic. */
    record Request(TrainingRequest value, long offset) {}

    TrainerLog(KafkaCluster cluster, Topics topics, String model) {
        this.topics = topics;
        this.model = model;
        reader = new TopicReader(cluster, topics.trainers().name(), this::forget);
    }

    /** Reads what has come. */
    void refresh() {
        reader.readToEnd(this::take, LIMIT);
    }

    /**
     * Returns the newest report.
     *
     * @throws LaterReleaseException when a later release wrote it
     */
    Optional<TrainerReport> report() {
        if (laterReport != null) {
            throw laterReport;
        }
        return Optional.ofNullable(report);
    }

    /** Returns the newest request, if it is not before this offset. */
    Optional<Request> requestFrom(long offset) {
        return Optional.ofNullable(request).filter(found -> found.offset >= offset);
    }

    /** Returns why the newest request cannot be read, if a later release wrote it. */
    Optional<String> unreadRequest() {
        return Optional.ofNullable(laterRequest).map(LaterReleaseException::getMessage);
    }

    private void forget() {
        report = null;
        request = null;
        laterReport = null;
        laterRequest = null;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        var receiver = new OfModel(record.offset());
        try {
            TrainersReceiver.handOver(topics.trainers().decode(record.value()), receiver);
        } catch (LaterReleaseException later) {
            receiver.later(
                    new String(record.key(), UTF_8), later.at(record.topic(), record.partition(), record.offset()));
        } catch (UndecodableRecordException foreign) {
            LOG.debug("passed over: {}", foreign.getMessage());
        }
    }

    /** Keeps what is about the model. */
    private final class OfModel implements TrainersReceiver {

        private final long offset;

        OfModel(long offset) {
            this.offset = offset;
        }

        @Override
        public void report(TrainerReport found) {
            if (found.getModel().equals(model)) {
                report = found;
                laterReport = null;
            }
        }

        @Override
        public void request(TrainingRequest found) {
            if (found.getModel().equals(model)) {
                request = new Request(found, offset);
                laterRequest = null;
            }
        }

        @Override
        public void later(String key, LaterReleaseException why) {
            if (key.equals(RecordKeys.trainerReport(model))) {
                laterReport = why;
            }
            if (key.equals(RecordKeys.trainingRequest(model))) {
                laterRequest = why;
                LOG.warn("a request to train is left to a later release: {}", why.getMessage());
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
