package io.glyphstream.console.stream;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** Feeds {@link LiveFigures} with what is not in answers: counts, dead letters, the ends of the images, and the time. */
public final class LiveWatch implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Counts come with every commit of every processor: to fetch each by itself would cost the broker more than it tells. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(250);

    private final Topics topics;
    private final LiveFigures figures;
    private final TopicWatch watch;
    private final AttendedThread reading;
    private final AttendedThread ticking;

    private LiveWatch(KafkaCluster cluster, Topics topics, TopicWatch watch, Clock clock, LiveFigures figures) {
        this.topics = topics;
        this.figures = figures;
        this.watch = watch;
        var read = new ReadTopics(
                watch,
                List.of(
                        topics.images().name(),
                        topics.accuracy().name(),
                        topics.deadLetters().name()));
        reading = AttendedThread.start("console-counts", self -> follow(cluster, read, self));
        ticking = AttendedThread.start("console-live", self -> tick(clock, self));
    }

    /** Starts to watch. */
    public static LiveWatch start(
            KafkaCluster cluster, Topics topics, TopicWatch watch, Clock clock, LiveFigures figures) {
        return new LiveWatch(cluster, topics, watch, clock, figures);
    }

    /** Returns how the reading of counts, dead letters and the images' ends is. */
    public FeedCondition counts() {
        return reading.condition();
    }

    /** Returns whether topics that are deleted and created again are noticed. */
    public FeedCondition topics() {
        return watch.condition();
    }

    /** Returns whether there is a new point each second. */
    public FeedCondition clock() {
        return ticking.condition();
    }

    @Override
    public void close() {
        ticking.close();
        reading.close();
    }

    private void tick(Clock clock, AttendedThread self) throws InterruptedException {
        self.well();
        long next = System.nanoTime() + SECOND.toNanos();
        while (!self.isClosing()) {
            self.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            figures.tick(clock.instant());
            next = Math.max(next + SECOND.toNanos(), System.nanoTime());
        }
    }

    /** Returns when a topic is another one; it is called again then. */
    private void follow(KafkaCluster cluster, ReadTopics read, AttendedThread self) throws InterruptedException {
        var names = List.of(topics.accuracy().name(), topics.deadLetters().name());
        try (var images = new TopicSpans(cluster, topics.images().name());
                var reader = new NewestReader(cluster, names)) {
            long lastLook = System.nanoTime() - SECOND.toNanos();
            while (!self.isClosing()) {
                if (read.areOthers()) {
                    figures.topicIsAnother();
                    return;
                }
                try {
                    if (System.nanoTime() - lastLook >= SECOND.toNanos()) {
                        lastLook = System.nanoTime();
                        figures.images(images.now());
                    }
                    reader.poll().forEach(this::take);
                    self.well();
                    self.pause(pauseWith(reader.behind()));
                } catch (TimeoutException away) {
                    self.away(away);
                }
            }
        }
    }

    /** Returns how long to wait before the next poll, with so many offsets ahead: not at all where they are more than it can bring. */
    static Duration pauseWith(long ahead) {
        return ahead > NewestReader.MOST ? Duration.ZERO : BETWEEN_POLLS;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        if (message.topic().equals(topics.deadLetters().name())) {
            refused(message);
            return;
        }
        topics.accuracy().tryDecode(message.value()).ifPresent(figures::counted);
    }

    private void refused(ConsumerRecord<byte[], byte[]> letter) {
        try {
            var origin = DeadLetterHeaders.read(letter.headers());
            if (origin.topic().equals(topics.images().name())) {
                figures.refused(origin.partition(), origin.offset());
            }
        } catch (UndecodableRecordException foreign) {
            // Any writer can put any bytes on the topic; the page of dead letters shows them.
            return;
        }
    }
}
