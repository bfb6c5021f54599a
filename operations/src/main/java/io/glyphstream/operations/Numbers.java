package io.glyphstream.operations;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

    private Numbers() {}

    /** Returns {@code 1 partition}, {@code 12,000 images} or {@code 2 copies}. */
    public static String count(long number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return format(number) + " " + (number == 1 ? noun : plural);
    }

    /** Returns {@code 12,000}. */
    public static String format(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns {@code 97.05 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
