package io.glyphstream.console.stream;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;

/** Reads the accuracy topic from its beginning, and hands what it has to {@link ConfusionReports}. */
public final class AccuracyFeed implements AutoCloseable {

    /** Counts come with every commit of every processor: to fetch each by itself would cost the broker more than it tells. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(250);

    /** A poll with more finds the reader behind, as at its start. */
    private static final int FEW = 100;

    private final ConfusionReports reports;
    private final AttendedThread thread;

    private AccuracyFeed(KafkaCluster cluster, Topics topics, TopicWatch watch, ConfusionReports reports) {
        this.reports = reports;
        var topic = topics.accuracy().name();
        var read = new ReadTopics(watch, List.of(topic));
        thread = AttendedThread.start("console-accuracy", self -> follow(cluster, topic, read, self));
    }

    /** Starts to read. */
    public static AccuracyFeed start(KafkaCluster cluster, Topics topics, TopicWatch watch, ConfusionReports reports) {
        return new AccuracyFeed(cluster, topics, watch, reports);
    }

    /** Returns whether reports are read. */
    public FeedCondition condition() {
        return thread.condition();
    }

    @Override
    public void close() {
        thread.close();
    }

    /** Returns when the topic is another one; it is called again then. */
    private void follow(KafkaCluster cluster, String topic, ReadTopics read, AttendedThread self)
            throws InterruptedException {
        try (var reader = new CommittedReader(cluster, List.of(topic), CommittedReader.Start.BEGINNING)) {
            while (!self.isClosing()) {
                if (read.areOthers()) {
                    reports.clear();
                    return;
                }
                int count = 0;
                for (var report : reader.poll()) {
                    reports.take(report);
                    count++;
                }
                self.well();
                if (count < FEW) {
                    self.pause(BETWEEN_POLLS);
                }
            }
        }
    }
}
