package io.glyphstream.experiments;

import java.util.Arrays;

/** Shares examples out to folds, so that every fold has as many of each class as the others, give or take one. */
final class StratifiedFolds {

    private StratifiedFolds() {}

    /**
     * Returns the fold of each example. Each class goes to the folds in the order of its examples, the first ones to the
     * first fold: as scikit-learn's {@code StratifiedKFold} does without shuffling.
     */
    static int[] of(int[] labels, int folds) {
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        int classes = sorted[sorted.length - 1] + 1;
        var room = new int[classes][folds];
        for (int i = 0; i < sorted.length; i++) {
            room[sorted[i]][i % folds]++;
        }
        var next = new int[classes];
        var assigned = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            while (room[label][next[label]] == 0) {
                next[label]++;
            }
            room[label][next[label]]--;
            assigned[i] = next[label];
        }
        return assigned;
    }
}
