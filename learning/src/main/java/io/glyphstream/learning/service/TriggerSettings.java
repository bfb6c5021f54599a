package io.glyphstream.learning.service;

import java.time.Duration;

/**
 * When a trainer trains.
 *
 * @param every after so many new labels, at least 1
 * @param notMoreOftenThan so long lies between two trainings at least, unless somebody asks for one
 * @param afterDrift after so many new labels since drift was found; 0 if drift starts no training
 */
public record TriggerSettings(long every, Duration notMoreOftenThan, long afterDrift) {

    public TriggerSettings {
        if (every < 1) {
            throw new IllegalArgumentException("labels for a training must be at least 1 but were " + every);
        }
        if (notMoreOftenThan.isNegative()) {
            throw new IllegalArgumentException(
                    "the time between two trainings must not be negative but was " + notMoreOftenThan);
        }
        if (afterDrift < 0) {
            throw new IllegalArgumentException("labels after drift must not be negative but were " + afterDrift);
        }
    }
}
