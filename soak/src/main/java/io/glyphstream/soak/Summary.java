package io.glyphstream.soak;

import io.glyphstream.cli.soak.SoakFault;
import io.glyphstream.cli.soak.SoakSettings;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.Verification;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a soak came to.
 *
 * @param fed images that the broker has acknowledged
 * @param aborted predictions that were written and never committed
 * @param failures what went wrong beside what the verifier found
 * @param trainings what the trainers did
 */
record Summary(
        SoakSettings settings,
        long fed,
        long aborted,
        List<Event> events,
        List<String> failures,
        Trainings trainings,
        VerifyReport verification) {

    /**
     * One fault.
     *
     * @param recovery until every partition had an answer to an image that came later, or until another trainer was at work;
     *     nothing if that took too long
     * @param aborted predictions that were written and not committed because of it
     * @param fenced lines of the victim's log that tell of its being shut out
     */
    record Event(SoakFault fault, Optional<Duration> recovery, long aborted, long fenced) {}

    List<String> problems() {
        var problems = new ArrayList<>(failures);
        if (verification.images() != fed) {
            problems.add(Numbers.count(fed, "image") + " were acknowledged, but "
                    + Numbers.format(verification.images()) + " are on the topic");
        }
        events.stream()
                .filter(event -> event.recovery().isEmpty())
                .forEach(event ->
                        problems.add("no recovery after: " + event.fault().text()));
        problems.addAll(trainings.problems());
        problems.addAll(verification.problems());
        if (verification.accuracy() == Accuracy.FED_MEANWHILE) {
            problems.add("accuracy was not compared: something came in after the feed had ended");
        }
        return problems;
    }

    Map<String, @Nullable Object> facts() {
        return JsonView.object(
                "ok", problems().isEmpty(),
                "seed", settings.seed(),
                "minutes", settings.duration().toMillis() / 60_000.0,
                "groupProtocol", settings.groupProtocol().setting(),
                "images", fed,
                "lost", verification.imageCounts().missing(),
                "duplicated", verification.imageCounts().duplicates(),
                "wrongVersion", verification.count(Finding.UNKNOWN_VERSION),
                "aborted", aborted,
                "faults",
                        Arrays.stream(SoakFault.values())
                                .map(this::factsOf)
                                .filter(facts -> !Integer.valueOf(0).equals(facts.get("times")))
                                .toList(),
                "trainings",
                        JsonView.object(
                                "ended", trainings.ended(),
                                "failed", trainings.failed(),
                                "versions", trainings.versions(),
                                "promoted", trainings.promoted(),
                                "trainedAgain", trainings.again(),
                                "problems", trainings.problems()),
                "verification", JsonView.of(verification),
                "problems", problems());
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%-48s %5s %9s %9s %8s %7s",
                "FAULT",
                "TIMES",
                "RECOVERY",
                "SLOWEST",
                "ABORTED",
                "FENCED"));
        for (var fault : SoakFault.values()) {
            var of = of(fault);
            if (!of.isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-48s %5d %7.1f s %7.1f s %8d %7d",
                        fault.text(),
                        of.size(),
                        recovery(of, 0.5),
                        recovery(of, 1),
                        of.stream().mapToLong(Event::aborted).sum(),
                        of.stream().mapToLong(Event::fenced).sum()));
            }
        }
        lines.add(String.format(
                Locale.ROOT,
                "seed %d: %s fed, %s lost, %s answered twice, %s by a wrong version; %s aborted",
                settings.seed(),
                Numbers.count(fed, "image"),
                Numbers.format(verification.imageCounts().missing()),
                Numbers.format(verification.imageCounts().duplicates()),
                Numbers.format(verification.count(Finding.UNKNOWN_VERSION)),
                Numbers.count(aborted, "prediction")));
        lines.add(trainings.line());
        lines.addAll(Verification.lines(verification));
        return lines;
    }

    private Map<String, @Nullable Object> factsOf(SoakFault fault) {
        var of = of(fault);
        return JsonView.object(
                "fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "times", of.size(),
                "recoverySeconds", recovery(of, 0.5),
                "slowestSeconds", recovery(of, 1),
                "aborted", of.stream().mapToLong(Event::aborted).sum(),
                "fenced", of.stream().mapToLong(Event::fenced).sum());
    }

    private List<Event> of(SoakFault fault) {
        return events.stream().filter(event -> event.fault() == fault).toList();
    }

    /** Returns the recovery in seconds that this share of the faults did not exceed. */
    private static double recovery(List<Event> events, double share) {
        var sorted = events.stream()
                .flatMap(event -> event.recovery().stream())
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1).toMillis() / 1000.0;
    }
}
