package io.glyphstream.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClockWatchTest {
    private static final long ACKNOWLEDGED = 1_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(ACKNOWLEDGED), ZoneOffset.UTC);

    private final AtomicInteger news = new AtomicInteger();
    private final ClockWatch watch = new ClockWatch(CLOCK, news::incrementAndGet);

    @ParameterizedTest
    @CsvSource({
        "999000, 999500, 0",
        "999000, 999000, 0",
        "999000, 1000000, 0",
        "900000, 900001, 0",
        "999000, 1060000, -60",
        "999000, 939000, 60",
        "999000, 998000, 1"
    })
    void differenceIsWhatTheTimesProve(long sent, long written, double seconds) {
        watch.compare(sent, written);
        assertThat(watch.secondsAhead()).isEqualTo(seconds);
    }

    @Test
    void clockThatIsOffIsToldOfOnceUntilItIsRight() {
        watch.compare(999_000, 1_060_000);
        watch.compare(999_000, 1_060_000);
        assertThat(watch.warnings()).singleElement().asString().contains("60.0 s behind the brokers'");
        assertThat(news).hasValue(1);

        watch.compare(999_000, 999_500);
        assertThat(watch.warnings()).isEmpty();
        assertThat(news).hasValue(2);
    }

    @Test
    void lockIsNotHeldWhileNewsIsTold() {
        var held = new ArrayList<Boolean>();
        var observed = new AtomicReference<ClockWatch>();
        var watched = new ClockWatch(CLOCK, () -> held.add(Thread.holdsLock(observed.get())));
        observed.set(watched);
        watched.compare(999_000, 1_060_000);
        assertThat(held).containsExactly(false);
    }

    @Test
    void twoSecondsAreTolerated() {
        watch.compare(999_000, 1_002_000);
        assertThat(watch.warnings()).isEmpty();
    }
}
