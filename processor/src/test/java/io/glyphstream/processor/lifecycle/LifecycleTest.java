package io.glyphstream.processor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LifecycleTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final ProcessorStatus PREPARING = new ProcessorStatus.Preparing("checking topics");
    private static final ProcessorStatus RUNNING = new ProcessorStatus.Running();
    private static final ProcessorStatus STOPPED = new ProcessorStatus.Stopped();
    private static final ProcessorStatus FAILED =
            new ProcessorStatus.Failed("broken", new IllegalStateException("broken"));

    private final Lifecycle lifecycle = new Lifecycle(LONG);

    @Test
    void lateFailureDoesNotTakeThePlaceOfAStop() {
        lifecycle.end(STOPPED);
        lifecycle.end(FAILED);

        assertThat(lifecycle.end()).contains(STOPPED);
    }

    @Test
    void failedProcessorThatIsClosedHasStillFailed() {
        lifecycle.end(FAILED);
        lifecycle.close();
        lifecycle.end(STOPPED);

        assertThat(lifecycle.end()).contains(FAILED);
    }

    @Test
    void startsOnceOnly() {
        lifecycle.start(() -> {});

        assertThat(lifecycle.stage()).isEqualTo(Lifecycle.Stage.CHECKING_TOPICS);
        assertThatThrownBy(() -> lifecycle.start(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startsNoMoreOnceItIsClosed() {
        lifecycle.close();

        assertThatThrownBy(() -> lifecycle.start(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(lifecycle.stage()).isEqualTo(Lifecycle.Stage.CREATED);
    }

    @Test
    void startThatFailedCanBeTriedAgain() {
        assertThatThrownBy(() -> lifecycle.start(() -> {
                    throw new IllegalArgumentException("port is taken");
                }))
                .hasMessage("port is taken");
        assertThat(lifecycle.stage()).isEqualTo(Lifecycle.Stage.CREATED);

        lifecycle.start(() -> {});
        lifecycle.topicsChecked();
        assertThat(lifecycle.stage()).isEqualTo(Lifecycle.Stage.AWAITING_MODELS);
    }

    @Test
    void closesOnce() {
        assertThat(lifecycle.isClosing()).isFalse();
        assertThat(lifecycle.close()).isTrue();
        assertThat(lifecycle.close()).isFalse();
        assertThat(lifecycle.isClosing()).isTrue();
    }

    @Test
    void changeBetweenTheLookAndTheWaitIsNotMissed() throws InterruptedException {
        var statuses = new ArrayDeque<>(List.of(PREPARING, RUNNING));

        var status = lifecycle.await(
                () -> {
                    lifecycle.wake();
                    return statuses.remove();
                },
                ProcessorStatus::isRunning,
                LONG);

        assertThat(status).isEqualTo(RUNNING);
    }

    @Test
    void endWakesThoseWhoWait() throws Exception {
        var looked = new CompletableFuture<Void>();
        var seen = new CompletableFuture<ProcessorStatus>();
        var waiting = WatchedThread.daemon(
                "waits",
                () -> {
                    try {
                        seen.complete(lifecycle.await(
                                () -> {
                                    looked.complete(null);
                                    return lifecycle.end().orElse(PREPARING);
                                },
                                ProcessorStatus::isOver,
                                LONG));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                seen::completeExceptionally);
        waiting.start();
        looked.get(10, TimeUnit.SECONDS);

        lifecycle.end(FAILED);

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(FAILED);
    }

    @Test
    void whoWaitsLongEnoughIsToldHowFarItIs() throws InterruptedException {
        assertThat(lifecycle.await(() -> PREPARING, ProcessorStatus::isOver, Duration.ZERO))
                .isEqualTo(PREPARING);
    }
}
