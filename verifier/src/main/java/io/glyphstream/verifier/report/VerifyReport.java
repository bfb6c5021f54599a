package io.glyphstream.verifier.report;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a verification came to.
 *
 * @param part where the images lie that were verified, if these are only the newest; empty if all that is there was
 * @param imageCounts what became of the records of the images topic
 * @param labelCounts what became of the records of the labels topic
 * @param predictionCounts what the records of the predictions topic are about
 * @param letterCounts what the records of the dead-letters topic are about
 * @param checked what was computed again
 * @param found how often each kind of problem was found; what was never found is left out
 * @param accepted how often each kind of loss was found that the settings accept, and outcomes given again by processors
 *     that promised at least one
 * @param losses stretches of inputs that retention removed before they had outcomes, the first 1,000 of them
 * @param clocks by how much clocks contradict the order on the topics at the most
 * @param problems the first problems of each kind, with the records that show them
 * @param notes what is no problem, but should be known
 */
public record VerifyReport(
        List<Stretch> part,
        InputCounts imageCounts,
        InputCounts labelCounts,
        AnswerCounts predictionCounts,
        Letters letterCounts,
        Checked checked,
        Map<Finding, Long> found,
        Map<Finding, Long> accepted,
        List<Stretch> losses,
        Duration clocks,
        List<String> problems,
        List<String> notes) {
    /** Copies what is found. */
    public VerifyReport {
        found = found.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(found));
        accepted = accepted.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(accepted));
        part = List.copyOf(part);
        losses = List.copyOf(losses);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * The records of the dead-letters topic.
     *
     * @param ofImages those whose headers name the images topic
     * @param ofLabels those whose headers name the labels topic
     */
    public record Letters(long records, long ofImages, long ofLabels) {}

    /**
     * What was computed again.
     *
     * @param scores scores
     * @param accuracies accuracies that were counted again, in total and in windows
     * @param accuracy whether these could be compared
     * @param models versions whose held-out figures were computed again; empty if nobody asked for that
     */
    public record Checked(long scores, long accuracies, Accuracy accuracy, OptionalLong models) {

        /** What was computed again where nobody asked for held-out figures. */
        public Checked(long scores, long accuracies) {
            this(scores, accuracies, Accuracy.COMPARED, OptionalLong.empty());
        }
    }

    /**
     * Returns this report and what was found of the held-out figures of published versions.
     *
     * @param models how many versions were measured again
     * @param wrong what their manifests say wrongly, a sentence for each version
     * @param unchecked versions that could not be checked, a sentence each
     */
    public VerifyReport withFigures(long models, List<String> wrong, List<String> unchecked) {
        var all = new HashMap<>(found);
        if (!wrong.isEmpty()) {
            all.merge(Finding.FIGURES, (long) wrong.size(), Long::sum);
        }
        return new VerifyReport(
                part,
                imageCounts,
                labelCounts,
                predictionCounts,
                letterCounts,
                new Checked(checked.scores, checked.accuracies, checked.accuracy, OptionalLong.of(models)),
                all,
                accepted,
                losses,
                clocks,
                joined(problems, wrong, "figures: "),
                joined(notes, unchecked, "held-out figures not checked: "));
    }

    private static List<String> joined(List<String> first, List<String> then, String prefix) {
        return Stream.concat(first.stream(), then.stream().map(prefix::concat)).toList();
    }

    /** Returns how many records the images topic has. */
    public long images() {
        return imageCounts.records();
    }

    /** Returns how many records the labels topic has. */
    public long labels() {
        return labelCounts.records();
    }

    /** Returns how many records the predictions topic has. */
    public long predictions() {
        return predictionCounts.records();
    }

    /** Returns how many records the dead-letters topic has. */
    public long deadLetters() {
        return letterCounts.records;
    }

    /** Returns how many scores were computed again. */
    public long rescored() {
        return checked.scores;
    }

    /** Returns whether accuracies were compared with what predictions and labels give. */
    public Accuracy accuracy() {
        return checked.accuracy;
    }

    /** Returns how many accuracies were counted again. */
    public long accuracyChecked() {
        return checked.accuracies;
    }

    /** Returns whether nothing is wrong. */
    public boolean ok() {
        return found.isEmpty();
    }

    /** Returns whether losses were found that the settings accept. */
    public boolean hasAcceptedLosses() {
        return accepted.keySet().stream().anyMatch(Finding::isLoss);
    }

    /** Returns how often this was found, accepted or not. */
    public long count(Finding finding) {
        return found.getOrDefault(finding, 0L) + accepted.getOrDefault(finding, 0L);
    }
}
