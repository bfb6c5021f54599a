package io.glyphstream.schemas;

import java.util.Map;

/** What creating the topics did to one of them. */
public sealed interface TopicOutcome {
    /** Returns the topic's name. */
    String name();

    /** It was missing and is there now. */
    record Created(String name, int partitions, int replicationFactor) implements TopicOutcome {}

    /**
     * It was there with wrong settings, which are right now.
     *
     * @param settings those that were changed, with their new values
     */
    record Corrected(String name, Map<String, String> settings) implements TopicOutcome {
        /** Copies the settings. */
        public Corrected {
            settings = Map.copyOf(settings);
        }
    }

    /** It was there with the right settings. */
    record Unchanged(String name) implements TopicOutcome {}
}
