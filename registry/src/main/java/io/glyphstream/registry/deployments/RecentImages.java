package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.ClaimedShape;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The newest images of the stream, counted by what decides whether a model can answer them.
 *
 * @param within how old they are at most
 * @param counts how many there are of each kind
 */
record RecentImages(Duration within, Map<Kind, Long> counts) {
    /**
     * What decides whether a model can answer an image.
     *
     * @param label the true class, where the image brings it
     */
    record Kind(ClaimedShape shape, OptionalInt label) {}

    RecentImages {
        counts = Map.copyOf(counts);
    }

    long count() {
        return count(kind -> true);
    }

    long count(Predicate<Kind> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
