package io.glyphstream.console.web;

import java.time.Duration;

/**
 * Where a browser receives what happens, as server-sent events.
 *
 * <p>A stream belongs to one request and the thread that serves it: a browser that reads slowly delays only itself.
 */
public interface EventStream {

    /**
     * Sends an event and returns true, or returns false if the browser is gone or the console stops.
     *
     * @param name what the event is
     * @param value maps, lists, texts, numbers and truth values
     */
    boolean send(String name, Object value);

    /** Waits, and returns false if the console stops. Sends a comment, so that a browser that is gone is noticed. */
    boolean pause(Duration time) throws InterruptedException;

    /** Sends events until {@link EventStream#send} or {@link EventStream#pause} says that it ends. */
    @FunctionalInterface
    interface Source {
        void run(EventStream stream) throws InterruptedException;
    }
}
