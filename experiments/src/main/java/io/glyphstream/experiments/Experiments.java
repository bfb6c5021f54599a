package io.glyphstream.experiments;

import java.util.List;
import java.util.Optional;

/** All the studies. */
public final class Experiments {

    private static final List<Experiment> ALL = List.of(
            NeighborStudies.SAMPLE,
            NeighborStudies.FULL,
            IrisStudies.NUMBER_OF_NEIGHBORS,
            IrisStudies.BOUNDARY,
            PerceptronStudies.SQUARED_ERRORS_4,
            PerceptronStudies.CONCISE,
            LibraryStudy.LIBRARY,
            HandStudies.SQUARED_ERRORS,
            HandStudies.CROSS_ENTROPY);

    private Experiments() {}

    /** Returns the studies in the order in which they are best read. */
    public static List<Experiment> all() {
        return ALL;
    }

    /** Returns the study of this name. */
    public static Optional<Experiment> find(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }
}
