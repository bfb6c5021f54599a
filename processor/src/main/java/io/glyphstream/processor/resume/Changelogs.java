package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.List;

/** The topics in which an application keeps what belongs to a partition of the images: they have as many partitions as those. */
public final class Changelogs {
    /** The store of the counts of a partition. */
    public static final String TALLY = "tally";

    /** The store of the labels and images that wait for each other. */
    public static final String LABELS = "label-memory";

    /** The store of the positions of a task. */
    public static final String POSITIONS = "positions";

    /** The store of the newest partials, by {@code <key>#<partition>}. */
    public static final String NEWEST_PARTIALS = "newest-partials";

    /** The repartition topic of the counts of all tasks, without what Kafka Streams adds to its name. */
    public static final String PARTIALS = "accuracy-partials";

    private Changelogs() {}

    /** Returns the names of all that have as many partitions as the images. */
    public static List<String> of(String applicationId) {
        return List.of(name(applicationId, TALLY), name(applicationId, LABELS), positions(applicationId));
    }

    /** Returns the name of the topic with the positions. */
    static String positions(String applicationId) {
        return name(applicationId, POSITIONS);
    }

    /** Returns the names of all topics that an application creates for itself. */
    public static List<String> internal(String applicationId) {
        var all = new ArrayList<>(of(applicationId));
        all.add(name(applicationId, NEWEST_PARTIALS));
        all.add(repartition(applicationId));
        return all;
    }

    /** Returns the names of those that hold {@link Topics#accuracyPartials}. */
    public static List<String> partials(String applicationId) {
        return List.of(name(applicationId, TALLY), name(applicationId, NEWEST_PARTIALS), repartition(applicationId));
    }

    /** Returns the name of the topic that brings the counts of all tasks together. */
    public static String repartition(String applicationId) {
        return applicationId + "-" + PARTIALS + "-repartition";
    }

    /** Kafka Streams names them so. */
    static String name(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }
}
