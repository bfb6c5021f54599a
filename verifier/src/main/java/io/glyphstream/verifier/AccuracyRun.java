package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Counts accuracies again, and compares them with the accuracy topic until they agree or patience ends. */
final class AccuracyRun {
    private static final long PAUSE_NANOS = 100_000_000;

    private final Topics topics;
    private final TopicContents contents;
    private final Reading reading;
    private final VerifySettings settings;
    private final Findings findings;

    AccuracyRun(Topics topics, TopicContents contents, Reading reading, VerifySettings settings, Findings findings) {
        this.topics = topics;
        this.contents = contents;
        this.reading = reading;
        this.settings = settings;
        this.findings = findings;
    }

    /**
     * What the comparison came to.
     *
     * @param checked how many accuracies were compared
     */
    record Result(Accuracy accuracy, long checked) {}

    /**
     * From what is left accuracies are counted again.
     *
     * @param lack what is not there any more of that from which they were counted, or nothing
     * @param certain whether they must differ for that
     */
    record Basis(Optional<String> lack, boolean certain) {
        static final Basis COMPLETE = new Basis(Optional.empty(), false);

        static Basis without(String lack) {
            return new Basis(Optional.of(lack), true);
        }

        static Basis perhapsWithout(String lack) {
            return new Basis(Optional.of(lack), false);
        }
    }

    /**
     * Compares, and adds what differs to the findings.
     *
     * @param begun where the inputs ended when this verification began
     */
    Result check(Collection<AccuracyRecount> recounts, InputEnds begun, Basis basis) {
        if (basis.certain) {
            basis.lack.ifPresent(this::noteLack);
            return new Result(Accuracy.INCOMPLETE, 0);
        }
        var check = new AccuracyCheck(topics.accuracy(), AccuracyRecount.sum(recounts));
        var differences = compare(check, begun);
        if (differences.isEmpty()) {
            return new Result(Accuracy.COMPARED, check.size());
        }
        if (basis.lack.isPresent()) {
            noteLack(basis.lack.get());
            return new Result(Accuracy.INCOMPLETE, 0);
        }
        if (haveCome(begun)) {
            findings.note("accuracy was not compared: images or labels were coming in, and were counted meanwhile."
                    + " To compare it, let the feed rest");
            return new Result(Accuracy.FED_MEANWHILE, 0);
        }
        differences.values().forEach(difference -> findings.add(Finding.ACCURACY, () -> difference));
        return new Result(Accuracy.COMPARED, check.size());
    }

    private boolean haveCome(InputEnds begun) {
        return !InputEnds.now(topics, contents).equals(begun);
    }

    private void noteLack(String lack) {
        findings.note("accuracy cannot be counted again: " + lack);
    }

    private Map<String, String> compare(AccuracyCheck check, InputEnds begun) {
        var read = new HashMap<Integer, Long>();
        var deadline = System.nanoTime() + settings.patience().toNanos();
        readOn(check, read);
        var differences = check.differences();
        // The counts of the last answers come a second after them, unless further answers are counted with them.
        while (!differences.isEmpty() && System.nanoTime() < deadline && !haveCome(begun)) {
            LockSupport.parkNanos(PAUSE_NANOS);
            readOn(check, read);
            differences = check.differences();
        }
        return differences;
    }

    private void readOn(AccuracyCheck check, Map<Integer, Long> read) {
        contents.partitions(topics.accuracy().name()).forEach((partition, span) -> {
            var begin = Math.max(span.begin(), read.getOrDefault(partition, 0L));
            if (begin < span.end()) {
                reading.read(topics.accuracy().name(), partition, new Span(begin, span.end()), check::read);
            }
            read.put(partition, span.end());
        });
    }
}
