package io.glyphstream.producer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * The rule that gives every image its id: {@code mnist-test-17} in the first round, {@code mnist-test-17-r2} in the
 * second, and {@code 20260101T120000123/mnist-test-17} when the run has a name.
 *
 * <p>The stream answers every <em>record</em> once, by its offset, whatever its id. Ids are for people and for the join
 * with labels that come later, so two different images must not share one. Naming the run keeps a set that is fed
 * twice apart; {@link #repeatable()} ids name the same image the same way each time, for those who want to compare runs.
 */
public final class ImageIds {

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final String prefix;

    private ImageIds(String prefix) {
        this.prefix = prefix;
    }

    /** Ids that are the same in every run. */
    public static ImageIds repeatable() {
        return new ImageIds("");
    }

    /** Ids that start with the name of the run: 1 to 64 letters, digits, dots, dashes or underscores. */
    public static ImageIds ofRun(String run) {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "a run's name must be 1 to 64 letters, digits, dots, dashes or underscores but was '" + run + "'");
        }
        return new ImageIds(run + "/");
    }

    /** Ids that start with the run's first instant, to the millisecond, in UTC. */
    public static ImageIds ofRunStarted(Instant instant) {
        return ofRun(STARTED.format(instant));
    }

    /**
     * Returns the id of an image.
     *
     * @param key the image's name within its source
     * @param round from 1
     */
    String id(String key, int round) {
        return round == 1 ? prefix + key : prefix + key + "-r" + round;
    }
}
