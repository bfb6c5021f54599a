package io.glyphstream.processor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WatchedThreadTest {
    @Test
    void endByAnErrorIsTold() throws Exception {
        var told = new CompletableFuture<Throwable>();
        var error = new OutOfMemoryError("made up");
        var thread = WatchedThread.daemon(
                "doomed",
                () -> {
                    throw error;
                },
                told::complete);

        thread.start();

        assertThat(told.get(10, TimeUnit.SECONDS)).isSameAs(error);
        assertThat(thread.isDaemon()).isTrue();
    }
}
