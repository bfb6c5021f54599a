package io.glyphstream.producer;

import java.time.Duration;

/**
 * How images are sent.
 *
 * @param progressInterval the least time between two calls of the listener
 * @param stopTimeout how long a stop, or a failure, waits for images that are under way
 */
public record ProducerSettings(Rate rate, LabelPolicy labels, Duration progressInterval, Duration stopTimeout) {

    public ProducerSettings {
        requirePositive("progressInterval", progressInterval);
        requirePositive("stopTimeout", stopTimeout);
    }

    /** As fast as the broker takes them, with their labels. */
    public static ProducerSettings defaults() {
        return new ProducerSettings(
                Rate.unlimited(), LabelPolicy.WITH_IMAGE, Duration.ofMillis(250), Duration.ofSeconds(10));
    }

    /** The same at another rate. */
    public ProducerSettings withRate(Rate other) {
        return new ProducerSettings(other, labels, progressInterval, stopTimeout);
    }

    /** The same with another policy for labels. */
    public ProducerSettings withLabels(LabelPolicy other) {
        return new ProducerSettings(rate, other, progressInterval, stopTimeout);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0 but was " + duration);
        }
    }
}
