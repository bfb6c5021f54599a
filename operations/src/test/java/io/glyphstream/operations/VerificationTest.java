package io.glyphstream.operations;

import static io.glyphstream.verifier.report.Accuracy.FED_MEANWHILE;
import static io.glyphstream.verifier.report.Accuracy.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.AnswerCounts;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The report of a verification: every line of it must add up. */
final class VerificationTest {

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*");

    @Test
    void deadLettersOfImagesAndOfLabelsAreCountedApart() {
        var lines = Verification.lines(mixed());

        assertThat(lines)
                .startsWith(
                        "12,069 images: 12,046 predictions and 23 dead letters; missing 0, duplicates 0",
                        "500 labels: 497 taken in and 3 dead letters; missing 0, duplicates 0");
        assertThat(lines).noneMatch(line -> line.contains("in all"));
    }

    @Test
    void everyLineAddsUp() {
        var images = new InputCounts(1_000, 900, 50, 20, 30, 2);
        var labels = new InputCounts(100, 80, 10, 4, 6, 1);
        var predictions = new AnswerCounts(1_321, 900, 1, 300, 70, 30);
        var report = report(images, labels, predictions, new VerifyReport.Letters(75, 62, 11));

        var lines = Verification.lines(report);

        assertThat(numbers(lines.get(0))).containsExactly(1_000L, 900L, 50L, 20L, 2L, 30L);
        assertThat(numbers(lines.get(1))).containsExactly(100L, 80L, 10L, 4L, 1L, 6L);
        assertThat(lines.get(2)).startsWith("1,321 predictions in all: 900 of these images, 1 repeated, ");
        assertThat(lines.get(3)).isEqualTo("75 dead letters in all: 62 of images, 11 of labels, 2 of neither");
        for (var line : lines.subList(2, 4)) {
            var numbers = numbers(line);
            assertThat(numbers.subList(1, numbers.size()).stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as(line)
                    .isEqualTo(numbers.get(0));
        }
    }

    @Test
    void jsonHasTheSameSums() {
        var facts = JsonView.of(mixed());

        assertThat(facts)
                .containsEntry("images", 12_069L)
                .containsEntry("imagesAnswered", 12_046L)
                .containsEntry("imagesDead", 23L)
                .containsEntry("imageDeadLetters", 23L)
                .containsEntry("labelDeadLetters", 3L)
                .containsEntry("deadLetters", 26L)
                .containsEntry("labels", 500L)
                .containsEntry("labelsTaken", 497L)
                .containsEntry("labelsDead", 3L);
    }

    @Test
    void acceptedLossesAreSaidInTheVerdictAndListed() {
        var report = new VerifyReport(
                List.of(),
                new InputCounts(10, 10, 0, 0, 0, 0),
                new InputCounts(0, 0, 0, 0, 0, 0),
                new AnswerCounts(10, 10, 0, 0, 0, 0),
                new VerifyReport.Letters(0, 0, 0),
                new VerifyReport.Checked(10, 1),
                Map.of(),
                Map.of(Finding.LOST, 12L),
                List.of(new Stretch("glyphstream.images", 2, 8, 19)),
                Duration.ofMillis(60_300),
                List.of(),
                List.of());

        assertThat(Verification.lines(report))
                .contains("lost: 12 offsets without an outcome")
                .endsWith("verified, but for the losses that were accepted");
        assertThat(JsonView.of(report))
                .containsEntry("ok", true)
                .containsEntry("lost", 12L)
                .containsEntry("lossesAccepted", true)
                .containsEntry("clockSeconds", 60.3)
                .containsEntry(
                        "losses",
                        List.of(Map.of(
                                "topic", "glyphstream.images", "partition", 2, "from", 8L, "to", 19L, "offsets", 12L)));
    }

    @Test
    void whatWasNotVerifiedIsSaidInTheVerdict() {
        var newest = checked(List.of(new Stretch("images", 0, 4, 13), new Stretch("images", 1, 7, 7)), INCOMPLETE);
        var fed = checked(List.of(), FED_MEANWHILE);

        assertThat(Verification.lines(newest))
                .startsWith("only the newest images, and neither labels nor accuracy: "
                        + "images-0 from 4 to 13, images-1 at 7")
                .endsWith("verified, the newest images only");
        assertThat(Verification.lines(fed)).endsWith("verified, but for accuracy, as images or labels were coming in");
        assertThat(JsonView.of(newest))
                .containsEntry("accuracy", "incomplete")
                .containsEntry(
                        "part",
                        List.of(
                                Map.of("topic", "images", "partition", 0, "from", 4L, "to", 13L),
                                Map.of("topic", "images", "partition", 1, "from", 7L, "to", 7L)));
        assertThat(JsonView.of(fed))
                .containsEntry("ok", true)
                .containsEntry("accuracy", "fed_meanwhile")
                .containsEntry("part", List.of());
    }

    private static VerifyReport checked(List<Stretch> part, Accuracy accuracy) {
        return new VerifyReport(
                part,
                new InputCounts(11, 11, 0, 0, 0, 0),
                InputCounts.NONE,
                new AnswerCounts(11, 11, 0, 0, 0, 0),
                new VerifyReport.Letters(0, 0, 0),
                new VerifyReport.Checked(11, 0, accuracy, OptionalLong.empty()),
                Map.of(),
                Map.of(),
                List.of(),
                Duration.ZERO,
                List.of(),
                List.of());
    }

    @Test
    void heldOutFiguresAreToldOnlyIfAskedForAndDecide() {
        var plain = mixed();
        var right = plain.withFigures(3, List.of(), List.of("mlp@1: it was measured on a file, mnist"));
        var wrong = plain.withFigures(3, List.of("mlp@2: it is right on 7 of 9"), List.of());

        assertThat(Verification.lines(plain)).noneMatch(line -> line.contains("held-out"));
        assertThat(JsonView.of(plain)).containsEntry("modelsChecked", null).containsEntry("figureMismatches", 0L);
        assertThat(Verification.lines(right))
                .contains(
                        "held-out figures of 3 models computed again: 0 differ",
                        "note: held-out figures not checked: mlp@1: it was measured on a file, mnist")
                .endsWith("verified");
        assertThat(JsonView.of(right)).containsEntry("ok", true).containsEntry("modelsChecked", 3L);
        assertThat(Verification.lines(wrong))
                .contains("held-out figures of 3 models computed again: 1 differ")
                .endsWith("NOT VERIFIED");
        assertThat(JsonView.of(wrong))
                .containsEntry("ok", false)
                .containsEntry("figureMismatches", 1L)
                .containsEntry("problems", List.of("figures: mlp@2: it is right on 7 of 9"));
    }

    private static VerifyReport mixed() {
        return report(
                new InputCounts(12_069, 12_046, 23, 0, 0, 0),
                new InputCounts(500, 497, 3, 0, 0, 0),
                new AnswerCounts(12_046, 12_046, 0, 0, 0, 0),
                new VerifyReport.Letters(26, 23, 3));
    }

    private static VerifyReport report(
            InputCounts images, InputCounts labels, AnswerCounts predictions, VerifyReport.Letters letters) {
        return new VerifyReport(
                List.of(),
                images,
                labels,
                predictions,
                letters,
                new VerifyReport.Checked(0, 0),
                Map.of(),
                Map.of(),
                List.of(),
                Duration.ZERO,
                List.of(),
                List.of());
    }

    private static List<Long> numbers(String line) {
        return NUMBER.matcher(line)
                .results()
                .map(found -> Long.parseLong(found.group().replace(",", "")))
                .toList();
    }
}
