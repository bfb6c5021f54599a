package io.glyphstream.operations;

import io.glyphstream.schemas.ProcessorReport;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which processor reads which partitions of the images, and how many images wait there.
 *
 * @param processors the share of each processor, by its name
 * @param unassigned the share that no processor reads, by application
 * @param unknown why nothing is known of an application, by its id
 */
public record FleetLag(
        Map<String, ProcessorLag> processors, Map<String, ProcessorLag> unassigned, Map<String, String> unknown) {

    /** What a processor answers between two commits waits too, and is nothing to look into. */
    private static final long NOTICEABLE = 1_000;

    public FleetLag {
        processors = Collections.unmodifiableMap(new TreeMap<>(processors));
        unassigned = Collections.unmodifiableMap(new TreeMap<>(unassigned));
        unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
    }

    /** Returns the share of a processor; empty if it is not known. */
    public Optional<ProcessorLag> of(ProcessorReport report) {
        return Optional.ofNullable(processors.get(FleetStatus.name(report)));
    }

    /** Returns why the share of a processor is not known; empty if it is. */
    public Optional<String> reason(ProcessorReport report) {
        return Optional.ofNullable(unknown.get(report.getApplicationId()));
    }

    /** Returns the name of the processor for which most images wait; empty while so few wait that it is of no interest. */
    public Optional<String> most() {
        return processors.entrySet().stream()
                .filter(processor -> processor.getValue().images() >= NOTICEABLE)
                .max(Comparator.comparingLong(processor -> processor.getValue().images()))
                .map(Map.Entry::getKey);
    }
}
