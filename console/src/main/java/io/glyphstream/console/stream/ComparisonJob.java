package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.ModelComparison;
import io.glyphstream.operations.OneSidedAnswer;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares two versions on all answers of the topic, one pair at a time, and remembers the newest comparison. Thread-safe. */
public final class ComparisonJob implements AutoCloseable {

    private final KafkaCluster cluster;
    private final Topics topics;

    @GuardedBy("this")
    private @Nullable Look newest;

    /** The comparison whose thread may still tell of itself; another number was cancelled. */
    @GuardedBy("this")
    private long running;

    @GuardedBy("this")
    private long started;

    /** Connects when a comparison starts. */
    public ComparisonJob(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /** How far a comparison is. */
    public enum State {
        READING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * What a comparison came to.
     *
     * @param onlyFirst the newest answers of which only the first was right, the newest first
     * @param onlySecond the newest of which only the second was right
     */
    public record Result(ModelComparison comparison, List<OneSidedAnswer> onlyFirst, List<OneSidedAnswer> onlySecond) {

        public Result {
            onlyFirst = List.copyOf(onlyFirst);
            onlySecond = List.copyOf(onlySecond);
        }
    }

    /**
     * A look at a comparison.
     *
     * @param id from 1, in the order in which they were started
     * @param topic which is read at present
     * @param done records of it, of {@code total}
     * @param result empty unless it is done
     * @param failure empty unless it failed
     */
    public record Look(
            long id,
            ModelReference first,
            ModelReference second,
            State state,
            String topic,
            long done,
            long total,
            Optional<Result> result,
            String failure) {

        private Look at(String newTopic, long newDone, long newTotal) {
            return new Look(id, first, second, state, newTopic, newDone, newTotal, result, failure);
        }

        private Look ended(State newState, Optional<Result> newResult, String newFailure) {
            return new Look(id, first, second, newState, topic, done, total, newResult, newFailure);
        }
    }

    /** Starts to compare; returns empty if another comparison is running. */
    public synchronized Optional<Look> start(ModelManifest first, ModelManifest second) {
        if (running != 0) {
            return Optional.empty();
        }
        running = ++started;
        var look = new Look(
                running, first.getReference(), second.getReference(), State.READING, "", 0, 0, Optional.empty(), "");
        newest = look;
        var thread = new Thread(() -> run(look), "console-comparison");
        thread.setDaemon(true);
        thread.start();
        return Optional.of(look);
    }

    /** Returns the newest comparison, if there was any. */
    public synchronized Optional<Look> newest() {
        return Optional.ofNullable(newest);
    }

    /** Ends the comparison that is running, if there is one. */
    public synchronized void cancel() {
        if (running != 0 && newest != null) {
            newest = newest.ended(State.CANCELLED, Optional.empty(), "");
            running = 0;
        }
    }

    @Override
    public void close() {
        cancel();
    }

    private void run(Look look) {
        try {
            var sample = new OneSidedSample();
            var comparison = ModelComparison.read(
                    cluster,
                    topics,
                    look.first(),
                    look.second(),
                    (topic, done, total) -> progress(look.id(), topic, done, total),
                    sample::add);
            var result = new Result(comparison, sample.onlyFirst(), sample.onlySecond());
            end(look.id(), State.DONE, Optional.of(result), "");
        } catch (RuntimeException | Error failure) {
            // The page is told; nobody else waits for this thread.
            end(look.id(), State.FAILED, Optional.empty(), String.valueOf(failure.getMessage()));
        }
    }

    private synchronized boolean progress(long id, String topic, long done, long total) {
        if (running != id || newest == null) {
            return false;
        }
        newest = newest.at(topic, done, total);
        return true;
    }

    private synchronized void end(long id, State state, Optional<Result> result, String failure) {
        if (running == id && newest != null) {
            newest = newest.ended(state, result, failure);
            running = 0;
        }
    }
}
