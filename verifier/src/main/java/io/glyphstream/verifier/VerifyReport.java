package io.glyphstream.verifier;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification came to.
 *
 * @param images records of the images topic
 * @param labels records of the labels topic
 * @param predictions records of the predictions topic
 * @param deadLetters records of the dead-letters topic
 * @param rescored scores that were computed again
 * @param accuracyChecked accuracies that were counted again, in total and in windows
 * @param found how often each kind of problem was found; what was never found is left out
 * @param problems the first problems of each kind, with the records that show them
 * @param notes what could not be checked and need not be, and why
 */
public record VerifyReport(
        long images,
        long labels,
        long predictions,
        long deadLetters,
        long rescored,
        long accuracyChecked,
        Map<Finding, Long> found,
        List<String> problems,
        List<String> notes) {
    /** Copies what is found. */
    public VerifyReport {
        found = found.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(found));
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Returns whether nothing is wrong. */
    public boolean ok() {
        return found.isEmpty();
    }

    /** Returns how often this was found. */
    public long count(Finding finding) {
        return found.getOrDefault(finding, 0L);
    }
}
