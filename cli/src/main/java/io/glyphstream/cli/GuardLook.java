package io.glyphstream.cli;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.trainer.AccuracyDrop;
import java.util.Locale;

/**
 * One look of the guard at the champion's running accuracy beside its predecessor's.
 *
 * <p>Looking again and again, and acting on the first bad look, would sooner or later take every champion down. So there
 * are few looks, after {@code least}, twice, four times, ... as many images, and look k may err with a chance of
 * {@code level / (k (k + 1))}. These sum up to the level, however long the guard watches.
 *
 * @param number which look it is, from 1
 * @param allowed the chance below which it finds a fall
 */
record GuardLook(int number, double allowed, AccuracyReport champion, AccuracyReport predecessor, double chance) {

    /** Returns which look is due after so many images; 0 before the first. */
    static int due(long seen, long least) {
        return seen < least ? 0 : Long.SIZE - Long.numberOfLeadingZeros(seen / least);
    }

    /** Looks. */
    static GuardLook at(int number, double level, AccuracyReport champion, AccuracyReport predecessor) {
        double allowed = level / ((double) number * (number + 1));
        var drop = new AccuracyDrop(
                champion.getSeen(), champion.getCorrect(), predecessor.getSeen(), predecessor.getCorrect());
        return new GuardLook(number, allowed, champion, predecessor, drop.chance());
    }

    /** Says whether the champion is worse than its predecessor by more than chance allows. */
    boolean isFall() {
        return chance < allowed;
    }

    /** Returns the finding as a reason for the log of deployments. */
    String reason() {
        return String.format(
                Locale.ROOT,
                "%s was right on %,d of %,d images (%s), %s on %,d of %,d (%s);"
                        + " Fisher's exact test: p = %.2g where look %d allows %.2g",
                Names.of(champion.getModel()),
                champion.getCorrect(),
                champion.getSeen(),
                Texts.percent(champion.getAccuracy()),
                Names.of(predecessor.getModel()),
                predecessor.getCorrect(),
                predecessor.getSeen(),
                Texts.percent(predecessor.getAccuracy()),
                chance,
                number,
                allowed);
    }
}
