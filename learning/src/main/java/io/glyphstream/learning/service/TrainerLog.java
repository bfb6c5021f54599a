package io.glyphstream.learning.service;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.TrainingRequest;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The newest report and request on the trainers topic that are about one model. For one thread. */
final class TrainerLog implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Topics topics;
    private final String model;
    private final TopicReader reader;
    private @Nullable TrainerReport report;
    private @Nullable Request request;

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

    /** Returns the newest report. */
    Optional<TrainerReport> report() {
        return Optional.ofNullable(report);
    }

    /** Returns the newest request, if it is not before this offset. */
    Optional<Request> requestFrom(long offset) {
        return Optional.ofNullable(request).filter(found -> found.offset >= offset);
    }

    private void forget() {
        report = null;
        request = null;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        topics.trainers()
                .tryDecode(record.value())
                .ifPresent(value -> TrainersReceiver.handOver(value, new OfModel(record.offset())));
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
            }
        }

        @Override
        public void request(TrainingRequest found) {
            if (found.getModel().equals(model)) {
                request = new Request(found, offset);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
