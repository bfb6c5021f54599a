package io.glyphstream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.TextLimits;
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

    private static final int DIGEST_LENGTH = 32;

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
     * Returns the id of an image. One that would be too long is cut, and ends with a digest of all of it.
     *
     * @param key the image's name within its source
     * @param round from 1
     */
    String id(String key, int round) {
        return within(round == 1 ? prefix + key : prefix + key + "-r" + round, TextLimits.ID);
    }

    /** Returns a text of at most so many bytes of UTF-8: itself, or its beginning and a digest of all of it. */
    static String within(String text, int mostBytes) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length <= mostBytes) {
            return text;
        }
        String end = "~" + Digests.hex(Digests.sha256(bytes)).substring(0, DIGEST_LENGTH);
        int kept = mostBytes - end.length();
        while ((bytes[kept] & 0xc0) == 0x80) {
            kept--;
        }
        return new String(bytes, 0, kept, UTF_8) + end;
    }
}
