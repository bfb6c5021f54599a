package io.glyphstream.processor;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/*
 * One record that is dated in the year 9999 would close all windows for ever, and make the memory of labels forget all that it
 * has. So a record is at most as late as this processor's clock and a tolerance. The time that was found is the time of the
 * answer's record and is written to the journal of labels: a recount reads it there and needs no clock.
 */
/**
 * The record's own time, or the newest of its partition where it has none: a missing time must not stop the stream. A record
 * cannot be newer than this processor's clock says by more than {@link #TOLERANCE}.
 */
final class BoundedTimestamps implements TimestampExtractor {
    /** More than clocks that are set from a network differ; less than images wait for their labels. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;

    BoundedTimestamps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> image, long newestOfPartition) {
        return bounded(image.timestamp(), Math.max(0, newestOfPartition), latest(now()));
    }

    /** Returns what the processor's clock says. */
    long now() {
        return clock.millis();
    }

    /** Returns the latest time that a record can have at this time. */
    static long latest(long now) {
        return now + TOLERANCE.toMillis();
    }

    /**
     * Returns the time of a record.
     *
     * @param timestamp what the record says; negative where it says nothing
     * @param newest the time of the newest record before it
     * @param latest the latest time that it can have
     */
    static long bounded(long timestamp, long newest, long latest) {
        return timestamp < 0 ? newest : Math.min(timestamp, latest);
    }
}
