package io.glyphstream.schemas.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Resources that are opened one after the other, for one owner. Closing this closes them, the latest first, unless all of them
 * were opened:
 *
 * <pre>
 * try (var opened = new PartlyOpened()) {
 *     consumer = opened.add(consumer(cluster), KafkaConsumer::close);
 *     admin = opened.add(admin(cluster), Admin::close);
 *     opened.complete();
 * }
 * </pre>
 */
public final class PartlyOpened implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Returns a resource, which is closed with the others if one that follows cannot be opened. */
    public <T> T add(T resource, Consumer<? super T> close) {
        closers.push(() -> close.accept(resource));
        return resource;
    }

    /** Leaves all resources open: their owner closes them. */
    public void complete() {
        closers.clear();
    }

    /** Leaves all resources open, and returns what closes them, the latest first. */
    public Runnable handOver() {
        var opened = List.copyOf(closers);
        closers.clear();
        return () -> opened.forEach(Runnable::run);
    }

    /** Closes what was opened, unless it is complete. */
    @Override
    public void close() {
        closers.forEach(Runnable::run);
        closers.clear();
    }
}
