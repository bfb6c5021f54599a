package io.glyphstream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.soak.SoakFault;
import io.glyphstream.cli.soak.SoakProgram;
import io.glyphstream.cli.soak.SoakSettings;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.AnswerCounts;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final SoakSettings SETTINGS = new SoakSettings(
            Duration.ofMinutes(2), 7, 200, 1, GroupProtocol.STREAMS, EnumSet.of(SoakFault.JOIN, SoakFault.SWAP));

    @Test
    void theCommandFindsTheProgram() {
        assertThat(ServiceLoader.load(SoakProgram.class)).singleElement().isInstanceOf(FaultInjection.class);
    }

    @Test
    void recoveryIsTheMedianAndTheSlowestOfEachFault() {
        var summary = summary(
                100,
                List.of(
                        event(SoakFault.JOIN, 4_000, 10, 1),
                        event(SoakFault.JOIN, 1_000, 0, 0),
                        event(SoakFault.JOIN, 2_500, 5, 0),
                        event(SoakFault.SWAP, 300, 0, 0)),
                List.of());

        assertThat(summary.problems()).isEmpty();
        assertThat(summary.facts())
                .containsEntry("ok", true)
                .containsEntry("groupProtocol", "streams")
                .containsEntry("images", 100L)
                .extractingByKey("faults")
                .isEqualTo(List.of(
                        Map.of(
                                "fault",
                                "join",
                                "times",
                                3,
                                "recoverySeconds",
                                2.5,
                                "slowestSeconds",
                                4.0,
                                "aborted",
                                15L,
                                "fenced",
                                1L),
                        Map.of(
                                "fault",
                                "swap",
                                "times",
                                1,
                                "recoverySeconds",
                                0.3,
                                "slowestSeconds",
                                0.3,
                                "aborted",
                                0L,
                                "fenced",
                                0L)));
        assertThat(summary.lines())
                .anySatisfy(line -> assertThat(line).matches("a processor joins +3 +2.5 s +4.0 s +15 +1"))
                .anySatisfy(line -> assertThat(line).startsWith("seed 7: 100 images fed, 0 lost, 0 answered twice"))
                .last()
                .isEqualTo("verified");
    }

    @Test
    void whatTrainersDidIsPartOfIt() {
        var summary = summary(100, List.of(), List.of());

        assertThat(summary.facts())
                .containsEntry(
                        "trainings",
                        Map.of(
                                "ended",
                                4L,
                                "failed",
                                1L,
                                "versions",
                                3L,
                                "promoted",
                                2L,
                                "trainedAgain",
                                2L,
                                "problems",
                                List.of()));
        assertThat(summary.lines())
                .contains(
                        "trainers: 4 trainings ended, 1 of them failed; 3 versions published, 2 promoted; 2 trained again,"
                                + " to the same bytes");
    }

    @Test
    void whatIsWrongWithTrainingsIsAProblem() {
        var trainings = Trainings.none().trainedAgain(1, List.of("learned@1 trained again: other bytes"));

        var summary = new Summary(SETTINGS, 100, 15, List.of(), List.of(), trainings, report());

        assertThat(summary.problems()).containsExactly("learned@1 trained again: other bytes");
    }

    @Test
    void anAccuracyThatWasNotComparedIsAProblem() {
        var checked = new VerifyReport.Checked(100, 0, Accuracy.FED_MEANWHILE, OptionalLong.empty());

        var summary = new Summary(SETTINGS, 100, 15, List.of(), List.of(), Trainings.none(), report(checked));

        assertThat(summary.problems())
                .containsExactly("accuracy was not compared: something came in after the feed had ended");
    }

    @Test
    void whatIsWrongIsAProblem() {
        var stuck = new Summary.Event(SoakFault.SWAP, Optional.empty(), 0, 0);

        var summary = summary(101, List.of(stuck), List.of("processor-1 died by itself"));

        assertThat(summary.problems())
                .containsExactly(
                        "processor-1 died by itself",
                        "101 images were acknowledged, but 100 are on the topic",
                        "no recovery after: another version is promoted");
        assertThat(summary.facts()).containsEntry("ok", false);
    }

    private static Summary summary(long fed, List<Summary.Event> events, List<String> failures) {
        return new Summary(SETTINGS, fed, 15, events, failures, new Trainings(4, 1, 3, 2, 2, List.of()), report());
    }

    private static Summary.Event event(SoakFault fault, long millis, long aborted, long fenced) {
        return new Summary.Event(fault, Optional.of(Duration.ofMillis(millis)), aborted, fenced);
    }

    /** All of 100 images were answered. */
    private static VerifyReport report() {
        return report(new VerifyReport.Checked(100, 1));
    }

    private static VerifyReport report(VerifyReport.Checked checked) {
        return new VerifyReport(
                List.of(),
                new InputCounts(100, 100, 0, 0, 0, 0),
                new InputCounts(0, 0, 0, 0, 0, 0),
                new AnswerCounts(100, 100, 0, 0, 0, 0),
                new VerifyReport.Letters(0, 0, 0),
                checked,
                Map.of(),
                Map.of(),
                List.of(),
                Duration.ofMinutes(2),
                List.of(),
                List.of());
    }
}
