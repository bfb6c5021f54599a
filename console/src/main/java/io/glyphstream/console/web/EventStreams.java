package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The streams of events that are open. There is a limit to their number, since each holds a thread. */
public final class EventStreams implements AutoCloseable {

    /** Of the server's 64 threads, so many are left for other requests. */
    private static final int MOST = 32;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Semaphore places = new Semaphore(MOST);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Answers a request with a stream of events; returns when it ends.
     *
     * @throws ApiException when too many are open
     */
    public void serve(Context context, EventStream.Source source) throws InterruptedException, IOException {
        if (!places.tryAcquire()) {
            throw new ApiException(
                    503,
                    MOST + " pages of the console are open, and each has a stream of events",
                    "Close some of them.");
        }
        try {
            context.contentType("text/event-stream; charset=utf-8");
            context.header("Cache-Control", "no-store");
            // A compressed stream would wait until there is enough to compress.
            context.disableCompression();
            source.run(new OpenStream(context.res().getOutputStream()));
        } finally {
            places.release();
        }
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed.countDown();
    }

    private final class OpenStream implements EventStream {

        private final OutputStream out;

        OpenStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public boolean send(String name, Object value) {
            try {
                return write("event: " + name + "\ndata: " + mapper.writeValueAsString(value) + "\n\n");
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("cannot be written as JSON: " + value, impossible);
            }
        }

        @Override
        public boolean pause(Duration time) throws InterruptedException {
            return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS) && write(": \n\n");
        }

        private boolean write(String text) {
            if (closed.getCount() == 0) {
                return false;
            }
            try {
                out.write(text.getBytes(UTF_8));
                out.flush();
                return true;
            } catch (IOException gone) {
                return false;
            }
        }
    }
}
