package io.glyphstream.processor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.SchemaRegistryUnavailableException;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.CauseChain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a processor when one of its stream threads dies: another thread takes over from the last commit, unless
 * that has been tried too often lately or cannot help. A schema registry that is away is waited for, however often. Nothing is
 * ever skipped.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    /**
     * A right, a topic, a setting, a class or memory is missing, or an internal record cannot be read: a thread that does the
     * same again would find the same. An error of the virtual machine may also have left what other threads share half
     * changed.
     */
    private static final Set<Class<? extends Throwable>> PERMANENT = Set.of(
            AuthorizationException.class,
            AuthenticationException.class,
            MissingSourceTopicException.class,
            ConfigException.class,
            UndecodableRecordException.class,
            LinkageError.class,
            VirtualMachineError.class);

    static final int MOST_REPLACEMENTS = 10;
    static final Duration PERIOD = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final Clock clock;
    private final Consumer<Throwable> giveUp;

    @GuardedBy("this")
    private final Deque<Instant> replacements = new ArrayDeque<>();

    /**
     * A policy that has seen no failure yet.
     *
     * @param giveUp receives the failure that ends the processor, without a lock of this object
     */
    FailurePolicy(Clock clock, Consumer<Throwable> giveUp) {
        this.clock = clock;
        this.giveUp = giveUp;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (isOutage(failure)) {
            LOG.warn("a stream thread is replaced, to try again from the last commit: {}", reason(failure));
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (isPermanent(failure) || !mayReplace()) {
            // First, since a heap that is full may not even let the log write.
            giveUp.accept(failure);
            LOG.error("giving up after {} replaced threads in the last {}", replaced(), PERIOD, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("a stream thread died and is replaced; it starts over from the last commit", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Returns whether one more thread may be replaced now; counts it then. */
    private synchronized boolean mayReplace() {
        if (replaced() >= MOST_REPLACEMENTS) {
            return false;
        }
        replacements.addLast(clock.instant());
        return true;
    }

    /** Returns how many threads were replaced in the last period. */
    private synchronized int replaced() {
        var begin = clock.instant().minus(PERIOD);
        while (!replacements.isEmpty() && replacements.peekFirst().isBefore(begin)) {
            replacements.removeFirst();
        }
        return replacements.size();
    }

    /** Returns the failure in one sentence: that of the innermost cause that a person can act upon. */
    static String reason(Throwable failure) {
        var telling = failure;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            telling = cause;
            if (cause instanceof ApiException
                    || cause instanceof MissingSourceTopicException
                    || cause instanceof SchemaRegistryException
                    || cause instanceof UndecodableRecordException) {
                break;
            }
        }
        if (telling instanceof OutOfMemoryError) {
            return heapIsFull(telling);
        }
        var message = telling.getMessage();
        return message == null ? telling.getClass().getSimpleName() : message;
    }

    private static String heapIsFull(Throwable failure) {
        var mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory (%s) with -Xmx%dm; start it with a larger heap, such as GLYPHSTREAM_JAVA_OPTS=-Xmx%dm"
                .formatted(failure.getMessage(), mebibytes, 2 * mebibytes);
    }

    private static boolean isOutage(Throwable failure) {
        return isCausedBy(failure, Set.of(SchemaRegistryUnavailableException.class));
    }

    private static boolean isPermanent(Throwable failure) {
        return isCausedBy(failure, PERMANENT);
    }

    private static boolean isCausedBy(Throwable failure, Set<Class<? extends Throwable>> kinds) {
        return kinds.stream().anyMatch(kind -> CauseChain.first(failure, kind).isPresent());
    }
}
