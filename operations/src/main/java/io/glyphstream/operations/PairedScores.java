package io.glyphstream.operations;

import io.glyphstream.trainer.release.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What two models said of the same images, counted. */
public final class PairedScores {

    private final List<OneClass> classes = new ArrayList<>();
    private long images;
    private long agreed;

    /** The images of one true class. */
    public static final class OneClass {
        private long images;
        private long onlyFirst;
        private long onlySecond;
        private long both;

        /** Returns how many images have this class as their truth. */
        public long images() {
            return images;
        }

        /** Returns on how many the first was right. */
        public long firstCorrect() {
            return both + onlyFirst;
        }

        /** Returns on how many the second was right. */
        public long secondCorrect() {
            return both + onlySecond;
        }
    }

    /** Counts one image. */
    void add(OptionalInt truth, int first, int second) {
        images++;
        agreed += first == second ? 1 : 0;
        if (truth.isEmpty()) {
            return;
        }
        while (classes.size() <= truth.getAsInt()) {
            classes.add(new OneClass());
        }
        var counted = classes.get(truth.getAsInt());
        boolean firstRight = first == truth.getAsInt();
        boolean secondRight = second == truth.getAsInt();
        counted.images++;
        counted.both += firstRight && secondRight ? 1 : 0;
        counted.onlyFirst += firstRight && !secondRight ? 1 : 0;
        counted.onlySecond += secondRight && !firstRight ? 1 : 0;
    }

    /** Returns how many images both were asked about. */
    public long images() {
        return images;
    }

    /** Returns on how many they gave the same answer, right or wrong. */
    public long agreed() {
        return agreed;
    }

    /** Returns the images whose truth is known, by their class. */
    public List<OneClass> classes() {
        return List.copyOf(classes);
    }

    /** Returns both beside each other on the images whose truth is known: the first is the candidate. */
    public Comparison comparison() {
        return new Comparison(
                sum(classes.stream().mapToLong(OneClass::images).sum()),
                sum(classes.stream().mapToLong(OneClass::firstCorrect).sum()),
                sum(classes.stream().mapToLong(OneClass::secondCorrect).sum()),
                sum(classes.stream().mapToLong(counted -> counted.onlyFirst).sum()),
                sum(classes.stream().mapToLong(counted -> counted.onlySecond).sum()));
    }

    private static int sum(long count) {
        return Math.toIntExact(count);
    }
}
