package io.glyphstream.processor;

import io.glyphstream.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/** The topics in which an application keeps what belongs to a partition of the images: they have as many partitions as those. */
public final class Changelogs {
    private Changelogs() {}

    /** Returns the names of all that have as many partitions as the images. */
    public static List<String> of(String applicationId) {
        return List.of(name(applicationId, Tally.STORE), name(applicationId, Tally.LABELS), positions(applicationId));
    }

    /** Returns the name of the topic with the positions. */
    static String positions(String applicationId) {
        return name(applicationId, Positions.STORE);
    }

    /** Returns the names of all topics that an application creates for itself. */
    static List<String> internal(String applicationId) {
        var all = new ArrayList<>(of(applicationId));
        all.add(name(applicationId, SumPartials.STORE));
        all.add(repartition(applicationId));
        return all;
    }

    /** Returns the names of those that hold {@link Topics#accuracyPartials}. */
    static List<String> partials(String applicationId) {
        return List.of(
                name(applicationId, Tally.STORE), name(applicationId, SumPartials.STORE), repartition(applicationId));
    }

    /** Returns the name of the topic that brings the counts of all tasks together. */
    static String repartition(String applicationId) {
        return applicationId + "-" + ClassificationTopology.PARTIALS + "-repartition";
    }

    /** Kafka Streams names them so. */
    static String name(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }
}
