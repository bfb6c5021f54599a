package io.glyphstream.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant. */
public final class Suggestions {

    private Suggestions() {}

    /** Returns the word that is nearest to the one that was typed, if any is near. */
    public static Optional<String> of(String typed, Collection<String> words) {
        int most = Math.max(1, typed.length() / 3);
        return words.stream()
                .filter(word -> (typed.length() > 2 && word.startsWith(typed)) || distance(typed, word) <= most)
                .min(Comparator.comparingInt((String word) -> distance(typed, word))
                        .thenComparing(word -> word));
    }

    /**
     * Returns how many letters have to be inserted, deleted, replaced or swapped with their neighbor to turn one word into the other.
     *
     * <p>The restricted edit distance of F. J. Damerau, 1964.
     */
    public static int distance(String from, String to) {
        var distance = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(from, to, i, j, distance);
            }
        }
        return distance[from.length()][to.length()];
    }

    private static int cheapest(String from, String to, int i, int j, int[][] distance) {
        int replaced = distance[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
