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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends images that were drawn through the real stream, and waits for what becomes of each. Thread-safe.
 *
 * <p>The feed of answers tells of most answers at once. On a busy stream it leaves answers out; then the answer is looked for on the
 * topic itself.
 */
public final class Drawings implements AnswerListener, AutoCloseable {

    /** So long the feed may take. */
    private static final Duration FEED = Duration.ofMillis(500);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Map<String, CompletableFuture<Arrival>> awaited = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private @Nullable ImageSender sender;

    @GuardedBy("this")
    private @Nullable LetterWatch letters;

    /** Connects when the first image is drawn; {@link #answered} must be told of all answers. */
    public Drawings(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /** What became of an image: an answer, or the reason why it is a dead letter. */
    private record Arrival(Optional<SeenAnswer> answer, Optional<String> deadLetter, long nanos) {}

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
        }
    }

    /** Sends an image, and returns what became of it within a time. */
    public Outcome send(Image image, Duration patience) throws InterruptedException {
        var connection = connection();
        var arrival = new CompletableFuture<Arrival>();
        awaited.put(image.getId(), arrival);
        try {
            long start = System.nanoTime();
            var place = connection.send(image);
            double sent = millis(System.nanoTime() - start);
            var came = await(arrival, FEED)
                    .or(() -> onTopic(image, place, arrival, patience))
                    .orElseGet(() -> new Arrival(Optional.empty(), Optional.empty(), System.nanoTime()));
            return new Outcome(
                    place.partition(),
                    place.offset(),
                    came.answer(),
                    came.deadLetter(),
                    sent,
                    millis(came.nanos() - start));
        } finally {
            awaited.remove(image.getId());
        }
    }

    @Override
    public void answered(SeenAnswer answer) {
        var waiting = awaited.get(answer.prediction().getImageId());
        if (waiting != null) {
            waiting.complete(new Arrival(Optional.of(answer), Optional.empty(), System.nanoTime()));
        }
    }

    private void refused(String imageId, String reason) {
        var waiting = awaited.get(imageId);
        if (waiting != null) {
            waiting.complete(new Arrival(Optional.empty(), Optional.of(reason), System.nanoTime()));
        }
    }

    private synchronized ImageSender connection() {
        prepare();
        if (sender == null) {
            throw new IllegalStateException("closed");
        }
        return sender;
    }

    private Optional<Arrival> onTopic(
            Image image, RecordMetadata place, CompletableFuture<Arrival> arrival, Duration patience) {
        new AnswerSearch(cluster, topics)
                .find(image, place.partition(), patience, arrival::isDone)
                .ifPresent(this::answered);
        return Optional.ofNullable(arrival.getNow(null));
    }

    private static Optional<Arrival> await(CompletableFuture<Arrival> arrival, Duration patience)
            throws InterruptedException {
        try {
            return Optional.of(arrival.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    @Override
    public synchronized void close() {
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
