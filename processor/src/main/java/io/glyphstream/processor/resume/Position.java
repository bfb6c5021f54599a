package io.glyphstream.processor.resume;

import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * How far a task has come in its partition of an input.
 *
 * @param topicId of the topic that was read: one that is deleted and created again has the same name, but another id
 * @param next the offset behind the newest record that has its outcome
 */
record Position(Uuid topicId, long next) {
    Position {
        Objects.requireNonNull(topicId, "topicId");
        if (next < 0) {
            throw new IllegalArgumentException("next offset must not be negative but was " + next);
        }
    }
}
