package io.glyphstream.cli;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Deployment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers and facts as people and programs read them. */
final class Texts {

    private Texts() {}

    /** Returns {@code 1 partition}, {@code 12,000 images} or {@code 2 copies}. */
    static String count(long number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number(number) + " " + (number == 1 ? noun : plural);
    }

    /** Returns {@code 12,000}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns {@code 97.05 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Returns an object for JSON whose members keep this order: name, value, name, value, ... */
    static Map<String, @Nullable Object> facts(@Nullable Object... namesAndValues) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return facts;
    }

    /** Returns the instant as the user's clock shows it: {@code 2026-01-31 12:30:05}. */
    static String instant(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    /** Returns {@code 97.05 %, 9,705 of 10,000 images (95 % interval 96.70 to 97.36 %)}. */
    static String accuracy(AccuracyReport report) {
        return String.format(
                Locale.ROOT,
                "%s, %s of %s (95 %% interval %.2f to %.2f %%)%s",
                percent(report.getAccuracy()),
                number(report.getCorrect()),
                count(report.getSeen(), "image"),
                100 * report.getLower(),
                100 * report.getUpper(),
                report.getUnlabelled() == 0 ? "" : ", " + number(report.getUnlabelled()) + " without a label");
    }

    /** Returns one line that tells a deployment. */
    static String sentence(Deployment deployment) {
        var champion = deployment.getChampion();
        var challengers = deployment.getChallengers().stream().map(Names::of).toList();
        return "#" + deployment.getSequence() + " " + instant(deployment.getDecidedAt()) + " "
                + Choice.text(deployment.getAction()) + " " + Names.of(deployment.getSubject()) + " by "
                + deployment.getActor() + " (" + deployment.getReason() + "); champion "
                + (champion == null ? "none" : Names.of(champion))
                + (challengers.isEmpty() ? "" : ", challenged by " + String.join(", ", challengers));
    }
}
