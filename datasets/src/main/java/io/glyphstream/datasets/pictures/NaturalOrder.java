package io.glyphstream.datasets.pictures;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The order of names in which {@code digit2} comes before {@code digit10}: runs of digits compare as numbers, the rest by characters. */
final class NaturalOrder implements Comparator<String> {

    private static final Pattern BETWEEN = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    @Override
    public int compare(String one, String other) {
        List<String> parts = List.of(BETWEEN.split(one));
        List<String> others = List.of(BETWEEN.split(other));
        for (int i = 0; i < Math.min(parts.size(), others.size()); i++) {
            int order = compareParts(parts.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return parts.size() == others.size() ? one.compareTo(other) : Integer.compare(parts.size(), others.size());
    }

    private static int compareParts(String part, String other) {
        return part.matches("\\d+") && other.matches("\\d+")
                ? new BigInteger(part).compareTo(new BigInteger(other))
                : part.compareTo(other);
    }
}
