package io.glyphstream.it;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on by the same step whenever somebody looks, so that a short run covers many minutes. */
final class SteppingClock extends Clock {
    private final AtomicReference<Instant> now;
    private final Duration step;

    SteppingClock(Instant start, Duration step) {
        now = new AtomicReference<>(start);
        this.step = step;
    }

    @Override
    public Instant instant() {
        return now.getAndUpdate(instant -> instant.plus(step));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("there is one zone only");
    }
}
