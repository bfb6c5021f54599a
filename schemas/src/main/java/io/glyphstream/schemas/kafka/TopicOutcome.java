package io.glyphstream.schemas.kafka;

import java.util.Map;
import java.util.function.Function;

/** What creating the topics did to one of them. */
public sealed interface TopicOutcome {
    /** Returns the topic's name. */
    String name();

    /** Returns what the function for this case makes of it. */
    <T> T match(Function<Created, T> created, Function<Corrected, T> corrected, Function<Unchanged, T> unchanged);

    /** It was missing and is there now. */
    record Created(String name, int partitions, int replicationFactor) implements TopicOutcome {
        @Override
        public <T> T match(
                Function<Created, T> created, Function<Corrected, T> corrected, Function<Unchanged, T> unchanged) {
            return created.apply(this);
        }
    }

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

        @Override
        public <T> T match(
                Function<Created, T> created, Function<Corrected, T> corrected, Function<Unchanged, T> unchanged) {
            return corrected.apply(this);
        }
    }

    /** It was there with the right settings. */
    record Unchanged(String name) implements TopicOutcome {
        @Override
        public <T> T match(
                Function<Created, T> created, Function<Corrected, T> corrected, Function<Unchanged, T> unchanged) {
            return unchanged.apply(this);
        }
    }
}
