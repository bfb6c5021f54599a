package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.producer.ImageSender;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends images that were drawn through the real stream, and waits for what becomes of each. Thread-safe. */
public final class Drawings implements AutoCloseable {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Map<String, CompletableFuture<Refusal>> awaited = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private @Nullable ImageSender sender;

    @GuardedBy("this")
    private @Nullable LetterWatch letters;

    /** Open for the next drawing; drawings that are under way have theirs. */
    @GuardedBy("this")
    private @Nullable AnswerSearch idle;

    /** Connects when the first image is drawn. */
    public Drawings(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /** That an image is a dead letter, and why. */
    private record Refusal(String reason, long nanos) {}

    /**
     * What became of a drawing.
     *
     * @param partition where its image lies
     * @param answer empty if it became a dead letter, or if nothing came in time
     * @param deadLetter why it became one
     * @param sentMillis from sending until the brokers had the image
     * @param totalMillis from sending until the answer, or the dead letter, was read from its topic
     */
    public record Outcome(
            int partition,
            long offset,
            Optional<SeenAnswer> answer,
            Optional<String> deadLetter,
            double sentMillis,
            double totalMillis) {}

    /** Opens what sending takes, so that the first drawing does not have to wait for it. */
    public synchronized void prepare() {
        if (letters != null && letters.hasEnded()) {
            letters.close();
            letters = null;
        }
        if (letters == null) {
            letters = LetterWatch.start(cluster, topics, this::refused);
        }
        if (sender == null) {
            sender = new ImageSender(cluster, topics);
            idle = new AnswerSearch(cluster, topics);
        }
    }

    /** Sends an image, and returns what became of it within a time. */
    public Outcome send(Image image, Duration patience) {
        var connection = connection();
        var search = takeSearch();
        var refusal = new CompletableFuture<Refusal>();
        awaited.put(image.getId(), refusal);
        try {
            long start = System.nanoTime();
            var ends = search.ends();
            var sent = connection.send(image);
            double sentMillis = millis(System.nanoTime() - start);
            var place = new AnswerSearch.ImagePlace(image.getId(), sent.partition(), sent.offset());
            var answer = search.find(place, ends, patience, refusal::isDone);
            long end = System.nanoTime();
            var refused = answer.isPresent() ? Optional.<Refusal>empty() : Optional.ofNullable(refusal.getNow(null));
            return new Outcome(
                    sent.partition(),
                    sent.offset(),
                    answer,
                    refused.map(Refusal::reason),
                    sentMillis,
                    millis(refused.map(Refusal::nanos).orElse(end) - start));
        } finally {
            awaited.remove(image.getId());
            giveBack(search);
        }
    }

    private void refused(String imageId, String reason) {
        var waiting = awaited.get(imageId);
        if (waiting != null) {
            waiting.complete(new Refusal(reason, System.nanoTime()));
        }
    }

    private synchronized ImageSender connection() {
        prepare();
        if (sender == null) {
            throw new IllegalStateException("closed");
        }
        return sender;
    }

    private AnswerSearch takeSearch() {
        synchronized (this) {
            if (idle != null) {
                var taken = idle;
                idle = null;
                return taken;
            }
        }
        return new AnswerSearch(cluster, topics);
    }

    private void giveBack(AnswerSearch search) {
        synchronized (this) {
            if (idle == null && sender != null) {
                idle = search;
                return;
            }
        }
        search.close();
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    @Override
    public synchronized void close() {
        if (idle != null) {
            idle.close();
            idle = null;
        }
        if (letters != null) {
            letters.close();
            letters = null;
        }
        if (sender != null) {
            sender.close();
            sender = null;
        }
    }
}
