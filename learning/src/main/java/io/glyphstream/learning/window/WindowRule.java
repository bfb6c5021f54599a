package io.glyphstream.learning.window;

import java.util.regex.Pattern;

/**
 * Which of the labeled images a model learns from and is measured on: the newest ones.
 *
 * @param scope whether the number counts for all classes together or for each
 * @param count how many images, at least 1
 * @param mostBytes how many bytes of pixels the window has at most
 */
public record WindowRule(Scope scope, int count, long mostBytes) {

    /** So many bytes of pixels unless the user says otherwise: 340,000 images of 28 x 28. */
    public static final long USUAL_BYTES = 256L << 20;

    private static final Pattern TEXT =
            Pattern.compile("newest (\\d{1,9})( of each class)?, at most (\\d{1,18}) bytes");

    /** What the number of images is counted for. */
    public enum Scope {
        ALL,
        EACH_CLASS
    }

    public WindowRule {
        if (count < 1) {
            throw new IllegalArgumentException("a window must have at least 1 image but was to have " + count);
        }
        if (mostBytes < 1 || mostBytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "bytes of a window must be within [1, " + (Integer.MAX_VALUE - 8) + "] but was " + mostBytes);
        }
    }

    /** Returns the newest images of all classes together. */
    public static WindowRule newest(int count) {
        return new WindowRule(Scope.ALL, count, USUAL_BYTES);
    }

    /** Returns the newest images of each class. */
    public static WindowRule newestOfEachClass(int count) {
        return new WindowRule(Scope.EACH_CLASS, count, USUAL_BYTES);
    }

    /**
     * Returns the rule that a text from {@link #text} stands for.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static WindowRule parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "a window must be like 'newest 1000 of each class, at most 1000000 bytes'" + " but was '" + text
                            + "'");
        }
        var scope = match.group(2) == null ? Scope.ALL : Scope.EACH_CLASS;
        return new WindowRule(scope, Integer.parseInt(match.group(1)), Long.parseLong(match.group(3)));
    }

    /** Returns how many images of this size are within {@link #mostBytes}. */
    long mostImages(ImageShape shape) {
        return mostBytes / shape.input().values();
    }

    /** Returns the rule as manifests have it, for example {@code newest 1000 of each class, at most 268435456 bytes}. */
    public String text() {
        return "newest " + count + (scope == Scope.EACH_CLASS ? " of each class" : "") + ", at most " + mostBytes
                + " bytes";
    }
}
